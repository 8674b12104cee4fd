using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

/// <summary>Waits for the first attempt at a stored connection, and answers how it went.</summary>
internal sealed class FirstOutcome(
    ConnectionStore connections, RunStore runs, PortfolioStore portfolios, OutcomeSignals signals, TimeProvider clock)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>202 with the connection as it is when the time is over first.</summary>
    public async Task<IResult> AnswerAsync(
        HttpContext http, Guid userId, ConnectionRow stored, TimeSpan wait, CancellationToken ct)
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
                    return await RemovedAsync(http, userId, stored, ct);
                if (row.RequestNumber > stored.RequestNumber || row.AskedUntil is null)
                    return await EndedAsync(http, userId, row, now, ct);
                if (now >= until)
                    return Answer.Accepted(ConnectionShapes.Of(row, now));

                await LookAgainAsync(signal, until - now, ct);
            }
        }
        finally
        {
            signals.Forget(stored.Id);
        }
    }

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

    private async Task<IResult> RemovedAsync(HttpContext http, Guid userId, ConnectionRow stored, CancellationToken ct)
    {
        http.Response.Headers.Remove("Location");
        return await connections.FindFirstOfAccountAsync(userId, stored.Id, ct) is { } first
            ? Answer.ErrorWith(
                ConnectionShapes.Of(first, clock.GetUtcNow()), ErrorKinds.DuplicateAccount, stored.Exchange, first.Label)
            : Answer.NotFound();
    }

    private async Task<IResult> EndedAsync(
        HttpContext http, Guid userId, ConnectionRow row, DateTimeOffset now, CancellationToken ct)
    {
        var shape = ConnectionShapes.Of(row, now);
        if (row.LastOutcome is "refused" or "failed")
        {
            var refusal = Answer.ErrorWith(shape, row.ErrorKind ?? ErrorKinds.Internal, row.Exchange, row.ErrorDetail);
            return row.RetryAt is { } retryAt ? refusal.RetryAfter(http, retryAt - now) : refusal;
        }

        return await SyncedAsync(userId, row, ct) is { } synced
            ? Answer.Created(shape, new Meta(AssetsSync: synced))
            : Answer.Accepted(shape);
    }

    /// <summary>Null when there is no successful run to tell of.</summary>
    private async Task<AssetsSync?> SyncedAsync(Guid userId, ConnectionRow row, CancellationToken ct)
    {
        var latest = await runs.ListAsync(userId, row.Id, null, 1, ct);
        if (latest is not [{ TotalUsd: { } total } run] || row.PortfolioId is not { } portfolioId)
            return null;

        var portfolio = await portfolios.FindAsync(userId, portfolioId, ct);
        return new AssetsSync(
            run.Id, run.Outcome, run.AssetsSynced, run.DustSkipped, run.Unpriced, total, portfolioId, portfolio?.Name ?? "");
    }
}
