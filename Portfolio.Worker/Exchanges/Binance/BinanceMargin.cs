using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// The margin wallets: each asset with the coins that are owned less those that are owed, interest included. Below
/// zero where more is owed.
/// </summary>
/// <remarks>
/// Sources: developers.binance.com, "Query Cross Margin Account Details" and "Query Isolated Margin Account Info", both
/// USER_DATA with a weight of 10 per address. A key that may only read is enough for USER_DATA.
/// </remarks>
internal static class BinanceMargin
{
    public const string CrossPath = "/sapi/v1/margin/account";
    public const string IsolatedPath = "/sapi/v1/margin/isolated/account";

    /// <exception cref="JsonException">Not an account of cross margin.</exception>
    public static IReadOnlyList<AssetQuantity> ReadCross(ReadOnlySpan<byte> body)
    {
        var rows = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceCrossBody)?.UserAssets
            ?? throw new JsonException("The margin account has no assets.");
        return AssetQuantity.EachOnce([.. rows.Select(Quantity)]);
    }

    /// <summary>The same asset may be a part of many pairs.</summary>
    /// <exception cref="JsonException">Not an account of isolated margin.</exception>
    public static IReadOnlyList<AssetQuantity> ReadIsolated(ReadOnlySpan<byte> body)
    {
        var pairs = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceIsolatedBody)?.Assets
            ?? throw new JsonException("The margin account has no pairs.");
        return [.. pairs.SelectMany(pair => new[] { Quantity(pair?.BaseAsset), Quantity(pair?.QuoteAsset) })];
    }

    private static AssetQuantity Quantity(BinanceMarginRow? row) =>
        row is { Asset: { } asset, Free: { } free, Locked: { } locked, Borrowed: { } borrowed, Interest: { } interest }
        && AssetName.IsOne(asset)
            ? new AssetQuantity(asset, free + locked - borrowed - interest)
            : throw new JsonException("A margin asset lacks its name, or one of its amounts.");
}
