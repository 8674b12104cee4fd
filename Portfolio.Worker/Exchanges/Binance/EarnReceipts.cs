using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// Among the spot balances stand receipts of Simple Earn, undocumented, named LD and the asset. They are the flexible
/// earn wallet and never spot, and nothing is booked under a receipt's name.
/// </summary>
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

    // The one asset that is named like a receipt: it stays one also while no list of pairs can be had
    // (https://github.com/rotki/rotki/blob/develop/rotkehlchen/exchanges/binance.py keeps the same exception).
    private static readonly FrozenSet<string> Assets = ["LDO"];

    /// <summary>Whether the name alone could be a receipt's. Real assets are named so too (LDO).</summary>
    public static bool MayBe(string asset) =>
        asset.Length > Prefix.Length && asset.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The asset that a receipt stands for; null when it is an asset itself.</summary>
    /// <param name="listed">Every base and quote asset of the exchange.</param>
    public static string? Underlying(string asset, IReadOnlySet<string> listed) =>
        !MayBe(asset) || Assets.Contains(asset) || listed.Contains(asset) ? null : Aliases.GetValueOrDefault(asset, asset[Prefix.Length..]);

    /// <summary>
    /// Takes the receipts out of the spot wallet. They are the same money as the flexible positions: where those were
    /// read they are dropped, and where not they are what is known of that wallet.
    /// </summary>
    /// <param name="wallets">As they were read, with receipts among the spot balances.</param>
    /// <param name="listed">As in <see cref="Underlying"/>.</param>
    public static IReadOnlyList<WalletReading> SetApart(
        IReadOnlyList<WalletReading> wallets, IReadOnlySet<string> listed)
    {
        var spot = new List<AssetQuantity>();
        var receipts = new List<AssetQuantity>();
        foreach (var row in wallets.Single(wallet => wallet.Wallet is WalletNames.Spot).Balances)
        {
            if (Underlying(row.Symbol, listed) is { } asset)
                receipts.Add(row with { Symbol = asset });
            else
                spot.Add(row);
        }

        var fallback = receipts.Count > 0 ? AssetQuantity.Sum(receipts) : null;
        return [.. wallets.Select(wallet => wallet switch
        {
            { Wallet: WalletNames.Spot } => wallet with { Balances = spot },
            { Wallet: WalletNames.EarnFlexible, Outcome: not WalletOutcome.Ok } => wallet with { Fallback = fallback },
            _ => wallet,
        })];
    }
}
