using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Binance;

/// <summary>
/// The spot wallet as /api shows it: what lies in it, and a receipt for every flexible earn position, which is the
/// same money again. Most receipts are called LD and the asset; some are called after another asset.
/// </summary>
internal static class EarnReceipts
{
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["SHIB"] = "LDSHIB2",
        ["BAKE"] = "LDBAKET",
        ["QTUM"] = "LDBAKE",
        ["EGLD"] = "LDERD",
        ["TKO"] = "LDLEND",
    };

    public static string NameOf(string asset) => Aliases.GetValueOrDefault(asset) ?? "LD" + asset;

    public static IEnumerable<KeyValuePair<string, Balance>> SpotRows(SimulatedAccount account)
    {
        foreach (var row in account.Wallet(WalletKinds.Spot))
            yield return row;
        foreach (var (asset, balance) in account.Wallet(WalletKinds.EarnFlexible))
            yield return new(NameOf(asset), balance);
    }
}
