using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// The spot balances include receipts of Simple Earn, undocumented, named LD and the asset. They stand for the flexible
/// earn wallet and never for spot, and no holding is booked under a receipt's name.
/// </summary>
/// <remarks>
/// Spot lists them: rotki/rotki#7546, JKorf/Binance.Net#1452. They leave spot without a redemption: USDT of a flexible
/// position can be swapped for LDUSDT, which then lies in the futures account and continues to earn (Binance Blog,
/// "What Is LDUSDT?", 2025-04-15), and a position shows how much of it is collateral (<c>collateralAmount</c> of
/// <c>/sapi/v1/simple-earn/flexible/position</c>). So a missing receipt does not prove that its position is gone.
/// </remarks>
internal static class EarnReceipts
{
    private const string Prefix = "LD";

    // Where the name behind LD is not the asset: renamed or re-used since the receipt was first issued.
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["LDSHIB2"] = "SHIB",
        ["LDBAKET"] = "BAKE",
        ["LDBAKE"] = "QTUM",
        ["LDERD"] = "EGLD",
        ["LDLEND"] = "TKO",
        ["LDETH2"] = "ETH",
    }.ToFrozenDictionary();

    // The one asset that is named like a receipt: it stays one also while no list of pairs is available
    // (https://github.com/rotki/rotki/blob/develop/rotkehlchen/exchanges/binance.py keeps the same exception).
    private static readonly FrozenSet<string> Assets = ["LDO"];

    /// <summary>Whether the name alone could be a receipt's. Real assets are named so too (LDO).</summary>
    public static bool MayBe(string asset) =>
        asset.Length > Prefix.Length && asset.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The asset that a receipt stands for; null when it is an asset itself.</summary>
    /// <param name="listed">Every base and quote asset of the exchange.</param>
    public static string? Underlying(string asset, IReadOnlySet<string> listed) =>
        !MayBe(asset) || Assets.Contains(asset) || listed.Contains(asset) ? null : Aliases.GetValueOrDefault(
            asset, asset[Prefix.Length..]);

    /// <summary>Takes the receipts out of the spot wallet: they are the same money as the flexible positions.</summary>
    /// <param name="account">As it was read, with receipts among the spot balances.</param>
    /// <param name="listed">As in <see cref="Underlying"/>.</param>
    public static AccountReading SetApart(AccountReading account, IReadOnlySet<string> listed)
    {
        var spot = new List<AssetQuantity>();
        var receipts = new List<AssetQuantity>();
        foreach (var row in account.Wallets.Single(wallet => wallet.Wallet is WalletNames.Spot).Balances)
        {
            if (Underlying(row.Symbol, listed) is { } asset)
                receipts.Add(row with { Symbol = asset });
            else
                spot.Add(row);
        }

        return account with
        {
            Wallets =
            [
                .. account.Wallets.Select(
                    wallet => wallet.Wallet is WalletNames.Spot ? wallet with { Balances = spot } : wallet),
            ],
            Receipts = AssetQuantity.Sum(receipts),
        };
    }
}
