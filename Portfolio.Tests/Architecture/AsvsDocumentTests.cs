using System.Text.RegularExpressions;

namespace Portfolio.Tests.Architecture;

/// <summary>The list of the standard's requirements is complete, and calls none met without a proof.</summary>
public sealed partial class AsvsDocumentTests
{
    /// <summary>Of levels 1 and 2 in version 5.0.0.</summary>
    private const int Requirements = 253;

    private static readonly string Text = Repository.Read("docs", "asvs.md");

    private static readonly IReadOnlyList<string[]> Rows =
    [
        .. Text.Split('\n').Where(line => Row.IsMatch(line))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]),
    ];

    private static IEnumerable<string[]> Judged => Rows.Where(row => row.Length is 4);

    [Fact]
    public void Every_requirement_is_there_once()
    {
        var numbers = Rows.SelectMany(row => row[0].Split(", ")).ToList();

        Assert.Equal(numbers.Distinct(), numbers);
        Assert.Equal(Requirements, numbers.Count);
        Assert.All(numbers, number => Assert.Matches(@"^([1-9]|1[0-7])\.\d\.\d+$", number));
        Assert.Contains($"{Requirements - Judged.Count()} requirements do not apply", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_requirement_that_holds_names_a_test_or_a_file()
    {
        Assert.All(Judged, row => Assert.Contains(row[2], (string[])["yes", "in part", "no"]));
        Assert.All(
            Judged.Where(row => row[2] is "yes"),
            row => Assert.True(NamedTests.In(row[3]).Count + Links(row[3]).Count > 0, $"{row[0]} names nothing."));
    }

    [Fact]
    public void Every_test_and_file_that_it_names_exists()
    {
        Assert.NotEmpty(NamedTests.In(Text));
        Assert.DoesNotContain(NamedTests.In(Text), name => !NamedTests.Exists(name));
        Assert.All(Links(Text), link => Assert.True(
            Path.Exists(Path.Combine(Repository.Root, "docs", link.Split('#')[0])), $"{link} does not exist."));
    }

    private static List<string> Links(string text) =>
        [.. Link.Matches(text).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://"))];

    [GeneratedRegex(@"^\| \d")]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link { get; }
}
