namespace Portfolio.Api.Pages.View;

/// <summary>
/// The coins that have a mark: a file of their symbol in <c>wwwroot/coins</c>. A symbol that means different coins at
/// different exchanges must have none.
/// </summary>
internal sealed class CoinMarks(IWebHostEnvironment host)
{
    private readonly HashSet<string> symbols = host.WebRootFileProvider.GetDirectoryContents("coins")
        .Where(file => file.Name.EndsWith(".svg", StringComparison.Ordinal))
        .Select(file => Path.GetFileNameWithoutExtension(file.Name))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>From the root of the pages; null when the coin has no mark.</summary>
    public string? FileOf(string symbol) =>
        symbols.Contains(symbol) ? $"coins/{symbol.ToLowerInvariant()}.svg" : null;
}
