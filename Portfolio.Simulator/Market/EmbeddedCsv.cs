namespace Portfolio.Simulator.Market;

/// <summary>A table that is part of the program: comma-separated, no quoting, <c>#</c> starts a comment line.</summary>
internal static class EmbeddedCsv
{
    public static IReadOnlyList<string[]> Rows(string name)
    {
        using var stream = typeof(EmbeddedCsv).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is not part of the program.");
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith('#'))
                .Select(line => line.Split(',')),
        ];
    }
}
