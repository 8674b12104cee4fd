namespace Portfolio.Tests.Architecture;

/// <summary>The document about security names tests, and a renamed one would make it untrue.</summary>
public sealed class SecurityDocumentTests
{
    [Fact]
    public void Every_claim_names_tests_that_exist()
    {
        var text = Repository.Read("docs", "security.md");
        var rows = text.Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`'))
            .ToList();

        Assert.True(rows.Count > 20);
        Assert.All(rows, row => Assert.True(Named(row).Count > 0, row));
        Assert.DoesNotContain(rows.SelectMany(Named), name => !NamedTests.Exists(name));
        Assert.DoesNotContain(NamedTests.In(text), name => !NamedTests.Exists(name));
    }

    private static List<string> Named(string row) => NamedTests.CodeIn(row.Split('|')[2]);
}
