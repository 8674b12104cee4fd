namespace Portfolio.Storage.Portfolios;

/// <summary>An asset, as its exchange calls it.</summary>
/// <param name="Source">The exchange.</param>
public sealed record AssetKey(string Source, string Symbol);

/// <summary>A condition of statements that read some assets, or all of them.</summary>
internal static class AnyAsset
{
    /// <summary>
    /// The rows of <paramref name="table"/> that are of the given assets; all rows where <c>@symbols</c> is null. Takes
    /// <c>@sources</c> and <c>@symbols</c>, each asset at one place of both.
    /// </summary>
    public static string Of(string table) =>
        $"""
        (@symbols::text[] is null or {table}.asset_id in (
            select a.id from assets a
            join unnest(@sources::text[], @symbols::text[]) as wanted (source, symbol)
                on a.source = wanted.source and a.symbol = wanted.symbol))
        """;

    public static string[]? Sources(IEnumerable<AssetKey>? assets) => assets?.Select(asset => asset.Source).ToArray();

    public static string[]? Symbols(IEnumerable<AssetKey>? assets) => assets?.Select(asset => asset.Symbol).ToArray();
}
