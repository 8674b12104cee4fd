using System.Text.RegularExpressions;

namespace Portfolio.Tests.Architecture;

/// <summary>The document about security names tests, and a renamed one would make it untrue.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void Every_claim_names_tests_that_exist()
    {
        var rows = Repository.Read("docs", "security.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`'))
            .ToList();
        var tests = typeof(SecurityDocumentTests).Assembly.GetTypes()
            .Where(type => type.IsPublic)
            .SelectMany(
                type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)),
                (type, method) => $"{type.Name}.{method.Name}")
            .ToHashSet();

        Assert.True(rows.Count > 20);
        Assert.All(rows, row => Assert.True(Named(row).Count > 0, row));
        Assert.DoesNotContain(
            rows.SelectMany(Named), name => !tests.Contains(name) && !tests.Any(test => IsOf(test, name)));
    }

    /// <summary>A claim may name a class, for all of its tests.</summary>
    private static bool IsOf(string test, string name) => test.StartsWith($"{name}.", StringComparison.Ordinal);

    private static List<string> Named(string row) =>
        [.. Code.Matches(row.Split('|')[2]).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code { get; }
}
