using Portfolio.Contracts.Answers;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

/// <summary>
/// Waits for the sync that was requested with a new connection, a new key or by a person. It is the one way to wait for
/// a sync's outcome: the rows hold the outcome, and the signal of a message only says when to read them.
/// </summary>
internal sealed class SyncWaiter(
    ConnectionStore connections,
    RunStore runs,
    PortfolioStore portfolios,
    ConnectionSignals signals,
    TimeProvider clock)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <param name="stored">As the handler returned it: its request number is the one to wait for.</param>
    public async Task<SyncOutcome> WaitAsync(Guid userId, ConnectionRow stored, TimeSpan wait, CancellationToken ct)
    {
        var begunAt = clock.GetTimestamp();
        try
        {
            while (true)
            {
                var signal = signals.NextAsync(stored.Id);
                var left = wait - clock.GetElapsedTime(begunAt);
                var row = await connections.FindAsync(userId, stored.Id, ct);
                if (row is null)
                    return await RemovedAsync(userId, stored.Id, ct);
                if (row.Paused)
                    return new SyncOutcome.Pending(row);
                if (!IsAwaited(row, stored))
                    return await EndedAsync(userId, row, ct);
                if (left <= TimeSpan.Zero)
                    return new SyncOutcome.Pending(row);

                await LookAgainAsync(signal, left, ct);
            }
        }
        finally
        {
            signals.Forget(stored.Id);
        }
    }

    /// <summary>A request that was lost on its way is repeated under another number, with its trigger.</summary>
    private static bool IsAwaited(ConnectionRow row, ConnectionRow stored) => row.RequestExpiresAt is not null
        && (row.RequestNumber == stored.RequestNumber || row.RequestTrigger == stored.RequestTrigger);

    /// <summary>Returns at a signal, and without one after a second; the loop notices that it is cancelled.</summary>
    private async Task LookAgainAsync(Task signal, TimeSpan left, CancellationToken ct) => await signal
        .WaitAsync(left < LookAgainAfter ? left : LookAgainAfter, clock, ct)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<SyncOutcome> RemovedAsync(Guid userId, Guid id, CancellationToken ct) =>
        await connections.FindFirstOfAccountAsync(userId, id, ct) is { } first
            ? new SyncOutcome.DuplicateAccount(first)
            : new SyncOutcome.Removed();

    private async Task<SyncOutcome> EndedAsync(Guid userId, ConnectionRow row, CancellationToken ct)
    {
        if (row.LastOutcome is RunOutcomes.Refused or RunOutcomes.Failed)
            return new SyncOutcome.Failed(row);

        return row.LastOutcome is not null && await SyncedAsync(userId, row, ct) is { } synced
            ? synced
            : new SyncOutcome.Pending(row);
    }

    /// <summary>Null when there is no successful run.</summary>
    private async Task<SyncOutcome.Synced?> SyncedAsync(Guid userId, ConnectionRow row, CancellationToken ct)
    {
        var latest = await runs.ListAsync(userId, row.Id, null, 1, ct);
        if (latest is not [{ TotalUsd: { } total } run] || row.PortfolioId is not { } portfolioId)
            return null;

        var portfolio = await portfolios.FindAsync(userId, portfolioId, ct);
        var sync = new FirstSync(
            run.Id, run.Outcome, run.DustSkipped, run.Unpriced, total, portfolioId, portfolio?.Name ?? "");
        return new SyncOutcome.Synced(row, run.AssetsSynced, sync);
    }
}
