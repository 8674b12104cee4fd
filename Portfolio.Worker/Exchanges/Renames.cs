using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Assets that go on under another name, one for one. A rename is in force at an exchange only where the new name is
/// traded and the old one is not: before that both are assets of their own.
/// </summary>
internal static class Renames
{
    /// <param name="known">The exchange's renames; each old name once.</param>
    /// <param name="live">Every base and quote asset of its live pairs.</param>
    /// <returns>New names by old names.</returns>
    public static FrozenDictionary<string, string> InForce(
        IEnumerable<(string Old, string New)> known, IReadOnlySet<string> live) =>
        known.Where(rename => live.Contains(rename.New) && !live.Contains(rename.Old))
            .ToFrozenDictionary(rename => rename.Old, rename => rename.New);

    /// <summary>The account under today's names. Where both names are held they are one asset, and their sum.</summary>
    public static AccountReading Apply(AccountReading account, PriceList prices) => account with
    {
        Wallets = [.. account.Wallets.Select(wallet => wallet with
        {
            Balances = Apply(wallet.Balances, prices),
        })],
        Receipts = account.Receipts is { } receipts ? Apply(receipts, prices) : null,
        OwnPrices = account.OwnPrices?
            .GroupBy(price => prices.CurrentName(price.Key), price => price.Value)
            .ToDictionary(asset => asset.Key, asset => asset.First()),
    };

    private static IReadOnlyList<AssetQuantity> Apply(IReadOnlyList<AssetQuantity> balances, PriceList prices) =>
        balances.Any(balance => prices.CurrentName(balance.Symbol) != balance.Symbol)
            ? AssetQuantity.Sum(balances.Select(
                balance => balance with { Symbol = prices.CurrentName(balance.Symbol) }))
            : balances;
}
