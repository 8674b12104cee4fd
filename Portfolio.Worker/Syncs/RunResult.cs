using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>What a run that read an account has to store.</summary>
internal static class RunResult
{
    public static SyncResult Of(Claim claim, Guid runId, AccountSnapshot snapshot, SyncOptions options, DateTimeOffset now)
    {
        var dust = new DustLine(options.DustEntersAtUsd, options.DustLeavesBelowUsd);
        var reconciled = Reconciliation.Of(claim.Balances, snapshot.Account, snapshot.Prices, snapshot.Names, dust, now);
        var missed = Missed(snapshot.Account.Wallets, claim.Balances);
        return new SyncResult
        {
            RunId = runId,
            FinishedAt = now,
            NextSyncAt = NextSync.AfterSuccess(
                now, claim.SyncIntervalMinutes, options.IntervalAtMost, Random.Shared.NextDouble()),
            IntervalAtMost = options.IntervalAtMost,
            AccountId = snapshot.Account.AccountId,
            Region = snapshot.Region,
            Permissions = snapshot.Key.Granted,
            NewPortfolioName = $"{ExchangeCatalog.DisplayName(claim.Exchange)} Sync",
            ChangedBalances = reconciled.ChangedBalances,
            RemovedBalances = reconciled.RemovedBalances,
            Renamed = [.. reconciled.Renamed.DistinctBy(rename => rename.New)],
            Changes = Restatement.Of(reconciled.Changes, claim, snapshot),
            ProfitApart = Restatement.IsDone(claim, snapshot.Account),
            Wallets = [.. snapshot.Account.Wallets.Select(Of)],
            AssetsSynced = reconciled.Held.Count(),
            DustSkipped = reconciled.DustSkipped,
            Unpriced = reconciled.Unpriced,
            TotalUsd = reconciled.TotalUsd,
            Coverage = Coverage.Of(snapshot),
            ErrorKind = missed.FirstOrDefault()?.Failure?.Kind,
            ErrorCode = missed.FirstOrDefault()?.Failure?.Code,
            ErrorDetail = missed.Count is 0 ? null : string.Join(", ", missed.Select(wallet => wallet.Wallet)),
        };
    }

    /// <summary>
    /// A venue that does not have a wallet has not kept anything from us, unless it had one before; the others have.
    /// </summary>
    private static List<WalletReading> Missed(IReadOnlyList<WalletReading> wallets, IReadOnlyList<StoredBalance> stored) =>
    [
        .. wallets.Where(wallet => wallet.Outcome is WalletOutcome.Refused or WalletOutcome.Unavailable
            || (wallet.Outcome is WalletOutcome.Unsupported
                && stored.Any(balance => balance.Wallet == wallet.Wallet && !balance.FromReceipt))),
    ];

    private static WalletResult Of(WalletReading wallet) => new(
        wallet.Wallet,
        wallet.Outcome switch
        {
            WalletOutcome.Ok => "ok",
            WalletOutcome.Refused => "refused",
            WalletOutcome.Unsupported => "unsupported",
            _ => "unavailable",
        },
        wallet.Failure?.Kind,
        wallet.Failure?.Code);
}
