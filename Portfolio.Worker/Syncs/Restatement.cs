using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Earlier versions booked an asset's whole equity at OKX, unrealised profit included. The first reading of such a
/// connection's trading account books the coins alone, and names the difference <c>restated</c>, once.
/// </summary>
/// <remarks>
/// The profit at the last sync is not known. A restated row therefore also includes later movements, and an asset whose
/// position was closed in between has no restated row: its change is an ordinary one.
/// </remarks>
internal static class Restatement
{
    /// <summary>True once the connection's quantities have no profit in them.</summary>
    public static bool IsDone(Claim claim, AccountReading account) =>
        claim.ProfitApart || TradingOf(account) is not null;

    /// <summary>
    /// The changes of a run; in the run that restates, with the reason at assets that were stored of the trading
    /// account before and have unrealised profit there now.
    /// </summary>
    public static IReadOnlyList<HoldingChange> Of(
        IReadOnlyList<HoldingChange> changes, Claim claim, AccountSnapshot snapshot)
    {
        if (claim.ProfitApart || TradingOf(snapshot.Account) is not { } trading)
            return changes;

        var stored = claim.Balances
            .Where(balance => balance is { Wallet: WalletNames.Trading, Dust: false })
            .Select(balance => balance.Symbol);
        var restated = trading.Balances
            .Where(balance => balance.UnrealizedProfit is not 0)
            .Select(balance => balance.Symbol)
            .Intersect(stored)
            .ToHashSet();
        return
        [
            .. changes.Select(change => change.Reason is null or "gone" && restated.Contains(change.Symbol)
                ? change with { Reason = "restated" }
                : change),
        ];
    }

    /// <summary>Null when it was not read.</summary>
    private static WalletReading? TradingOf(AccountReading account) => account.Wallets.FirstOrDefault(
        wallet => wallet is { Wallet: WalletNames.Trading, Outcome: WalletOutcome.Ok });
}
