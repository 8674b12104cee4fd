using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;
using Portfolio.Worker.Syncs.Evidence;
using WalletOutcomes = Portfolio.Contracts.Connections.WalletOutcomes;

namespace Portfolio.Worker.Syncs;

/// <summary>The stored result of a run that read an account.</summary>
internal static class RunResult
{
    public static SyncResult Of(
        Claim claim,
        Guid runId,
        AccountSnapshot snapshot,
        Judgement judgement,
        SyncOptions options,
        DateTimeOffset now) =>
        Of(
            claim, runId, snapshot, judgement, Reconcile(claim, snapshot, judgement.Account, options, now), options,
            now);

    private static SyncResult Of(
        Claim claim,
        Guid runId,
        AccountSnapshot snapshot,
        Judgement judgement,
        Reconciled reconciled,
        SyncOptions options,
        DateTimeOffset now) => new()
        {
            RunId = runId,
            FinishedAt = now,
            NextSyncAt = NextSyncAt(claim, judgement, options, now),
            IntervalAtMost = options.IntervalAtMost,
            AccountId = snapshot.Account.AccountId,
            Region = snapshot.Region,
            Key = new(snapshot.Key.Granted, snapshot.Key.ExpiresAt, snapshot.Key.AllowedAddresses),
            NewPortfolioName = $"{ExchangeCatalog.DisplayName(claim.Exchange)} Sync",
            ChangedBalances = reconciled.ChangedBalances,
            RemovedBalances = reconciled.RemovedBalances,
            Profits = reconciled.Profits,
            NewPrices = NewPrices.Of(claim, reconciled, snapshot.Prices),
            PricedAt = snapshot.Prices.ReadAt,
            Changes = ChangesOf(reconciled, claim, snapshot with { Account = judgement.Account }),
            Questions = reconciled.Questions,
            ProfitApart = Restatement.IsDone(claim, judgement.Account),
            ReadWallets = FirstReading.WalletsAfter(claim, snapshot, judgement.Account),
            Wallets = WalletsOf(judgement.Account, judgement.Evidence),
            Missed = MissedOf(judgement.Account.Wallets, claim.Balances),
            Evidence = judgement.Evidence,
            Totals = reconciled.Totals,
            Coverage = AccountCoverage.Of(snapshot, judgement.Account),
        };

    private static IReadOnlyList<HoldingChange> ChangesOf(
        Reconciled reconciled, Claim claim, AccountSnapshot booked) =>
        FirstReading.Of(Restatement.Of(reconciled.Changes, claim, booked), claim, booked.Account);

    private static Reconciled Reconcile(
        Claim claim, AccountSnapshot snapshot, AccountReading account, SyncOptions options, DateTimeOffset now)
    {
        var dust = new DustLine(options.DustEntersAtUsd, options.DustLeavesBelowUsd);
        var baselines = Baselines.Read(claim.Evidence.ReportedGaps);
        var earn = EarnTotal.Of(snapshot, baselines.Of(Comparisons.KeyOf(WalletNames.EarnFlexible, snapshot.Account)));
        return Reconciliation.Of(
            claim.Balances, account, snapshot.Prices, snapshot.Names, dust, now, earn, claim.Renames,
            claim.LastSyncedAt);
    }

    private static DateTimeOffset NextSyncAt(
        Claim claim, Judgement judgement, SyncOptions options, DateTimeOffset now)
    {
        var interval = NextSync.AfterSuccess(
            now, claim.SyncIntervalMinutes, options.IntervalAtMost, Random.Shared.NextDouble());
        return judgement.RetryAt < interval ? judgement.RetryAt.Value : interval;
    }

    /// <summary>
    /// The first of them gives the run its error: a contradiction comes first, since a person may have to act. A wallet
    /// that the venue does not have is not missed, unless balances are stored of it; nor is one that few accounts use
    /// and that this kind of key may not read, whose value the coverage names.
    /// </summary>
    private static List<WalletReading> Missed(
        IReadOnlyList<WalletReading> wallets, IReadOnlyList<StoredBalance> stored)
    {
        return
        [
            .. wallets.Where(wallet => wallet.Outcome switch
                {
                    WalletOutcome.Unavailable or WalletOutcome.Contradicted => true,
                    WalletOutcome.Refused => !WalletNames.Occasional.Contains(wallet.Wallet) || IsStored(wallet),
                    WalletOutcome.Unsupported => IsStored(wallet),
                    _ => false,
                })
                .OrderByDescending(wallet => wallet.Outcome is WalletOutcome.Contradicted),
        ];

        bool IsStored(WalletReading wallet) =>
            stored.Any(balance => balance.Wallet == wallet.Wallet && !balance.FromReceipt);
    }

    /// <summary>Null when none was missed.</summary>
    private static MissedWallets? MissedOf(
        IReadOnlyList<WalletReading> wallets, IReadOnlyList<StoredBalance> stored)
    {
        var missed = Missed(wallets, stored);
        if (missed is not [{ Failure: { } first }, ..])
            return null;

        var alike = missed.ToLookup(wallet => (wallet.Failure?.Kind, wallet.Failure?.Code)
            == (first.Kind, first.Code));
        var groups = new[] { Names(alike[true]), Names(alike[false]) }.Where(names => names is not "");
        return new MissedWallets(first.Kind, first.Code, string.Join("; ", groups));

        static string Names(IEnumerable<WalletReading> wallets) =>
            string.Join(", ", wallets.Select(wallet => wallet.Wallet));
    }

    private static List<WalletResult> WalletsOf(AccountReading account, SyncEvidence evidence)
    {
        var contradiction = Contradiction.Read(evidence.Contradiction);
        return [.. account.Wallets.Select(wallet => Of(wallet, contradiction))];
    }

    internal static WalletResult Of(WalletReading wallet, Contradiction? contradiction)
    {
        var against = wallet.Outcome is WalletOutcome.Contradicted
            ? contradiction?.Wallets.FirstOrDefault(known => known.Wallet == wallet.Wallet)
            : null;
        return new WalletResult(
            wallet.Wallet, NameOf(wallet.Outcome), wallet.Failure?.Kind, wallet.Failure?.Code, against?.ReportedUsd,
            against?.ReadUsd, wallet.ReadAt);
    }

    private static string NameOf(WalletOutcome outcome) => outcome switch
    {
        WalletOutcome.Ok => WalletOutcomes.Ok,
        WalletOutcome.Refused => WalletOutcomes.Refused,
        WalletOutcome.Unsupported => WalletOutcomes.Unsupported,
        WalletOutcome.Contradicted => WalletOutcomes.Contradicted,
        WalletOutcome.Skipped => WalletOutcomes.Skipped,
        _ => WalletOutcomes.Unavailable,
    };
}
