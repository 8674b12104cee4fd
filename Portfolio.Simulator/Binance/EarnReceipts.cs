using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;

namespace Portfolio.Simulator.Binance;

/// <summary>
/// The spot wallet as /api shows it: its balances, and a receipt for every flexible earn position, which is the same
/// money again. Most receipts are called LD and the asset; some are called after another asset.
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

    public static IEnumerable<KeyValuePair<string, Balance>> SpotRows(BinanceAccount account)
    {
        foreach (var row in account.Wallet(BinanceWallets.Spot))
            yield return row;
        foreach (var (asset, receipt) in All(account))
        {
            if (!receipt.IsZero)
                yield return new(NameOf(asset), receipt);
        }
    }

    /// <summary>
    /// The flexible earn balance, whether its receipt is in the spot wallet or not, and whether its position is listed
    /// or not: the larger of the two.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, decimal>> Positions(BinanceAccount account)
    {
        var positions = account.Wallet(BinanceWallets.EarnFlexible);
        return All(account).Select(receipt => KeyValuePair.Create(
            receipt.Key, Math.Max(receipt.Value.Total, positions.GetValueOrDefault(receipt.Key).Total)));
    }

    private static IEnumerable<KeyValuePair<string, Balance>> All(BinanceAccount account)
    {
        var (positions, receipts) = (account.Wallet(BinanceWallets.EarnFlexible), account.Receipts);
        return positions.Keys.Union(receipts.Keys).Order(StringComparer.Ordinal).Select(asset => KeyValuePair.Create(
            asset,
            receipts.TryGetValue(asset, out var receipt) ? new Balance(receipt, Quantity.Zero) : positions[asset]));
    }
}
