using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// When the expensive wallets of an account are read (docs/decisions/0014-expensive-wallets-are-read-when-in-doubt.md).
/// </summary>
internal static class FullReading
{
    /// <summary>
    /// True: the run after this one would be too late to find a change. The sweep requests by the same rule
    /// (<see cref="DueStore"/>).
    /// </summary>
    /// <param name="claim">Of a time that is ahead, nothing is known.</param>
    public static bool IsDue(Claim claim, TimeSpan atLeastEvery) =>
        claim.FullReadingAt is not { } last
        || last > claim.StartedAt
        || claim.StartedAt + (TimeSpan.FromMinutes(claim.SyncIntervalMinutes) * NextSync.LongestOfInterval)
            > last + atLeastEvery;

    /// <summary>
    /// True: nothing that is stored is in doubt, so that answers that show no change are enough for this run.
    /// </summary>
    public static bool MayBeSkipped(Claim claim, TimeSpan atLeastEvery) =>
        !IsDue(claim, atLeastEvery)
        && claim is
        {
            LastOutcome: RunOutcomes.Succeeded,
            Evidence: { Contradiction: null, EmptiedSince: null },
            Renames: { Waiting.Count: 0, Early.Count: 0, Questions.Count: 0 },
        };

    /// <summary>
    /// The account with its skipped wallets as they are stored; null where they may have changed.
    /// </summary>
    /// <param name="cheap">The expensive wallets are listed as skipped.</param>
    public static AccountSnapshot? Skipping(AccountSnapshot cheap, Claim claim) =>
        EarnEvidence.ShowsNoChange(cheap, claim.Balances, Baselines.Read(claim.Evidence.ReportedGaps))
            ? cheap with { Account = AsStored(cheap.Account, claim), Raw = AsStored(cheap.Raw, claim) }
            : null;

    private static AccountReading AsStored(AccountReading account, Claim claim) => account with
    {
        Wallets =
        [
            .. account.Wallets.Select(wallet => wallet.Outcome is WalletOutcome.Skipped
                ? wallet with { Balances = StoredIn(wallet.Wallet, claim), ReadAt = claim.FullReadingAt }
                : wallet),
        ],
    };

    private static IReadOnlyList<AssetQuantity> StoredIn(string wallet, Claim claim) => AssetQuantity.Sum(
        claim.Balances.Where(balance => balance.Wallet == wallet).Select(balance =>
            new AssetQuantity(balance.Symbol, balance.Quantity) { UnrealizedProfit = balance.UnrealizedProfit }));
}
