using Portfolio.Contracts.Answers;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

/// <summary>Waits for the attempt that a stored connection, or a new key of one, has asked for.</summary>
internal sealed class SyncWaiter(
    ConnectionStore connections, RunStore runs, PortfolioStore portfolios, Signals signals, TimeProvider clock)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <param name="stored">As the use case answered it: its request number is the one to wait for.</param>
    public async Task<Attempt> WaitAsync(Guid userId, ConnectionRow stored, TimeSpan wait, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + wait;
        try
        {
            while (true)
            {
                var signal = signals.NextAsync(stored.Id);
                var now = clock.GetUtcNow();
                var row = await connections.FindAsync(userId, stored.Id, ct);
                if (row is null)
                    return await RemovedAsync(userId, stored.Id, ct);
                if (row.Paused)
                    return new Attempt.NotOver(row);
                if (!IsAwaited(row, stored))
                    return await EndedAsync(userId, row, ct);
                if (now >= until)
                    return new Attempt.NotOver(row);

                await LookAgainAsync(signal, until - now, ct);
            }
        }
        finally
        {
            signals.Forget(stored.Id);
        }
    }

    /// <summary>A request that was lost on its way is sent again under a number of its own, with its trigger.</summary>
    private static bool IsAwaited(ConnectionRow row, ConnectionRow stored) => row.AskedUntil is not null
        && (row.RequestNumber == stored.RequestNumber || row.AskedTrigger == stored.AskedTrigger);

    private async Task LookAgainAsync(Task signal, TimeSpan left, CancellationToken ct)
    {
        try
        {
            await signal.WaitAsync(left < LookAgainAfter ? left : LookAgainAfter, clock, ct);
        }
        catch (TimeoutException)
        {
            // No signal yet: the row is looked at all the same.
        }
    }

    private async Task<Attempt> RemovedAsync(Guid userId, Guid id, CancellationToken ct) =>
        await connections.FindFirstOfAccountAsync(userId, id, ct) is { } first
            ? new Attempt.DuplicateAccount(first)
            : new Attempt.Gone();

    private async Task<Attempt> EndedAsync(Guid userId, ConnectionRow row, CancellationToken ct)
    {
        if (row.LastOutcome is "refused" or "failed")
            return new Attempt.Failed(row);

        return row.LastOutcome is not null && await SyncedAsync(userId, row, ct) is { } synced
            ? synced
            : new Attempt.NotOver(row);
    }

    /// <summary>Null when there is no successful run to tell of.</summary>
    private async Task<Attempt.Synced?> SyncedAsync(Guid userId, ConnectionRow row, CancellationToken ct)
    {
        var latest = await runs.ListAsync(userId, row.Id, null, 1, ct);
        if (latest is not [{ TotalUsd: { } total } run] || row.PortfolioId is not { } portfolioId)
            return null;

        var portfolio = await portfolios.FindAsync(userId, portfolioId, ct);
        var sync = new FirstSync(
            run.Id, run.Outcome, run.DustSkipped, run.Unpriced, total, portfolioId, portfolio?.Name ?? "");
        return new Attempt.Synced(row, run.AssetsSynced, sync);
    }
}

/// <summary>How the attempt went that somebody waited for.</summary>
internal abstract record Attempt
{
    private Attempt()
    {
    }

    /// <summary>Partly, perhaps: the connection tells.</summary>
    /// <param name="AssetsSynced">How many assets are in the portfolio now.</param>
    public sealed record Synced(ConnectionRow Connection, int AssetsSynced, FirstSync Sync) : Attempt;

    /// <summary>Refused by the exchange, or not possible now: the connection has the kind of error.</summary>
    public sealed record Failed(ConnectionRow Connection) : Attempt;

    /// <summary>The time is over and the attempt is not, or the connection is paused.</summary>
    public sealed record NotOver(ConnectionRow Connection) : Attempt;

    /// <summary>The account is connected already; nothing of the new connection is left.</summary>
    public sealed record DuplicateAccount(ConnectionRow First) : Attempt;

    /// <summary>It was disconnected meanwhile.</summary>
    public sealed record Gone : Attempt;
}
