namespace Portfolio.Tests.Architecture;

/// <summary>The limits that CONTRIBUTING.md states.</summary>
public sealed class SourceLimitTests
{
    private const int Columns = 120;
    private const int Lines = 250;
    private const int BodyLines = 25;

    [Fact]
    public void No_line_is_longer_than_120_columns() => Assert.Empty(
        Repository.Files("", ".cs", ".razor", ".css", ".js", ".sh")
            .SelectMany(file => Repository.Read("", file).Split('\n')
                .Select((line, index) => (Length: line.TrimEnd('\r').Length, Place: $"{file}:{index + 1}")))
            .Where(line => line.Length > Columns)
            .Select(line => line.Place));

    [Fact]
    public void No_file_of_code_is_longer_than_250_lines() => Assert.DoesNotContain(
        Repository.Files("", ".cs", ".razor", ".css"),
        file => Repository.Read("", file).Count(letter => letter is '\n') > Lines);

    [Fact]
    public void No_body_of_code_in_production_is_longer_than_25_lines() => Assert.Empty(
        Repository.Files("", ".cs", ".razor")
            .Where(file => !file.StartsWith("Portfolio.Tests/", StringComparison.Ordinal))
            .SelectMany(file => Bodies(file)
                .Where(body => body.Lines > BodyLines)
                .Select(body => $"{file}: {body.Name} has {body.Lines} lines")));

    private static IEnumerable<(string Name, int Lines)> Bodies(string file)
    {
        var text = Repository.Read("", file);
        return Path.GetExtension(file) is ".razor" ? BodyLengths.OfRazor(text) : BodyLengths.OfCode(text);
    }
}
