using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The accounts of futures: of each asset its balance, and the unrealised profit beside it.</summary>
/// <remarks>
/// Sources: developers.binance.com, "Account Information V3" of USDⓈ-margined and "Account Information" of
/// coin-margined futures, both USER_DATA with a weight of 5 per address. <c>walletBalance</c> is without, and
/// <c>marginBalance</c> with <c>unrealizedProfit</c>, of cross and isolated positions alike.
/// </remarks>
internal static class BinanceFutures
{
    public const string UsdPath = "/fapi/v3/account";
    public const string CoinPath = "/dapi/v1/account";

    /// <exception cref="JsonException">Not an account of futures.</exception>
    public static IReadOnlyList<AssetQuantity> Read(ReadOnlySpan<byte> body)
    {
        var rows = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceFuturesBody)?.Assets
            ?? throw new JsonException("The futures account has no assets.");
        return AssetQuantity.EachOnce([.. rows.Select(Quantity)]);
    }

    private static AssetQuantity Quantity(BinanceFuturesRow? row) =>
        row is { Asset: { } asset, WalletBalance: { } balance, UnrealizedProfit: { } profit } && AssetName.IsOne(asset)
            ? new AssetQuantity(asset, balance) { UnrealizedProfit = profit }
            : throw new JsonException("A futures asset lacks its name, its balance or its profit.");
}
