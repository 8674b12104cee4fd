using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The answer of the funding wallet, which holds balances for Pay, Card and the like.</summary>
internal static class BinanceFunding
{
    public const string Path = "/sapi/v1/asset/get-funding-asset";

    /// <summary>All four parts of a balance belong to the user: free, locked, frozen, and being withdrawn.</summary>
    /// <exception cref="JsonException">Not a list of balances.</exception>
    public static IReadOnlyList<AssetQuantity> Read(ReadOnlySpan<byte> body)
    {
        var rows = JsonSerializer.Deserialize(body, BinanceJson.Default.ListBinanceFundingBody)
            ?? throw new JsonException("There are no balances.");
        return AssetQuantity.EachOnce([.. rows.Select(Quantity)]);
    }

    private static AssetQuantity Quantity(BinanceFundingBody? row) =>
        row is { Asset: { } asset, Free: { } free, Locked: { } locked } && AssetName.IsOne(asset)
            ? new AssetQuantity(asset, free + locked + (row.Freeze ?? 0) + (row.Withdrawing ?? 0))
            : throw new JsonException("A balance lacks its asset, or one of its amounts.");
}
