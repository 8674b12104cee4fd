using Portfolio.Contracts.Errors;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>The part of a reading that may be booked, and the evidence for the next run.</summary>
/// <param name="Account">With the wallets that may not be booked as not read.</param>
/// <param name="RetryAt">When to read again, sooner than the interval; null: the interval counts.</param>
internal sealed record Judgement(AccountReading Account, SyncEvidence Evidence, DateTimeOffset? RetryAt)
{
    /// <summary>The waits after the first runs that find a contradiction, as multiples of the first wait.</summary>
    private static readonly int[] RetrySteps = [1, 5, 15];

    public static Judgement Of(
        Claim claim, AccountSnapshot snapshot, Verdict verdict, SyncOptions options, DateTimeOffset now)
    {
        var earlier = Contradiction.Read(claim.Evidence.Contradiction);
        var open = earlier is null
            ? OpenContradiction.None
            : OpenContradiction.Of(earlier, snapshot, verdict, claim.Balances);
        if (verdict.Contradicted.Count > 0 || open.Wallets.Count > 0)
            return OfContradicted(claim, snapshot, verdict, open, options, now);

        var emptied = Emptying.Of(snapshot, verdict, claim.Balances);
        var since = claim.Evidence.EmptiedSince ?? now;
        return emptied.Count is 0 || (claim.Evidence.EmptiedSince is not null && now >= since + options.ConfirmAfter)
            ? Accepted(claim, snapshot, verdict)
            : new Judgement(
                Withheld(snapshot.Account, emptied, WalletOutcome.Unavailable, ErrorKinds.Unconfirmed),
                claim.Evidence with
                {
                    EmptiedSince = since,
                    Contradiction = null,
                    ContradictedSince = null,
                    ContradictedRuns = 0,
                },
                since + options.ConfirmAfter > now ? since + options.ConfirmAfter : now);
    }

    private static Judgement OfContradicted(
        Claim claim,
        AccountSnapshot snapshot,
        Verdict verdict,
        OpenContradiction open,
        SyncOptions options,
        DateTimeOffset now)
    {
        var earlier = Contradiction.Read(claim.Evidence.Contradiction);
        var found = Contradiction.Of(Guid.CreateVersion7(now), verdict).With(open.Found);
        var repeated = earlier is not null && found.Repeats(earlier);
        if (repeated && open.IsRead && claim.Evidence.ReadingConfirmedAt is not null)
            return Accepted(claim, snapshot, verdict);

        var runs = claim.Evidence.ContradictedRuns;
        var withheld = verdict.Contradicted.Union(open.Wallets).ToHashSet();
        return new Judgement(
            Withheld(snapshot.Account, withheld, WalletOutcome.Contradicted, ErrorKinds.Contradicted),
            new SyncEvidence
            {
                ReportedGaps = Baselines.Read(claim.Evidence.ReportedGaps).With(Uncontested(verdict, withheld)).Json(),
                Contradiction = (repeated && earlier is not null ? found with { Id = earlier.Id } : found).Json(),
                ContradictedSince = claim.Evidence.ContradictedSince ?? now,
                ContradictedRuns = runs + 1,
            },
            runs < RetrySteps.Length ? now + (options.RetryAfter * RetrySteps[runs]) : null);
    }

    private static IEnumerable<Comparison> Uncontested(Verdict verdict, IReadOnlySet<string> withheld) =>
        verdict.Comparisons.Where(comparison => !comparison.Wallets.Any(withheld.Contains));

    private static Judgement Accepted(Claim claim, AccountSnapshot snapshot, Verdict verdict) => new(
        snapshot.Account,
        new SyncEvidence
        {
            ReportedGaps = Baselines.Read(claim.Evidence.ReportedGaps).With(verdict.Comparisons).Json(),
        },
        null);

    /// <summary>The account as if these wallets had not been read: their stored balances stay, as stale.</summary>
    public static AccountReading Withheld(
        AccountReading account, IReadOnlySet<string> wallets, WalletOutcome outcome, string kind) =>
        account with
        {
            // Receipts are among the balances of spot: if spot is contradicted, they prove nothing.
            Receipts = wallets.Contains(WalletNames.Spot) ? null : account.Receipts,
            Wallets =
            [
                .. account.Wallets.Select(
                    wallet => wallet.Outcome is WalletOutcome.Ok && wallets.Contains(wallet.Wallet)
                    ? wallet with
                    {
                        Outcome = outcome,
                        Balances = [],
                        Failure = new ExchangeException(kind, null, $"The reading of {wallet.Wallet} is not booked."),
                    }
                    : wallet),
            ],
        };
}
