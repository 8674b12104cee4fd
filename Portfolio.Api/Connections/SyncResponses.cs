using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>The responses to requests that cause a sync: at once, or with the sync's outcome.</summary>
internal sealed class SyncResponses(SyncWaiter waiter, TimeProvider clock)
{
    /// <summary>The sync is requested, and the caller does not wait for it.</summary>
    public IResult Accepted(ConnectionRow row) => ApiResults.Accepted(Shape(row));

    /// <summary>Waits for the sync and answers with its outcome, or with 202 when the time is over.</summary>
    /// <param name="stored">As the handler returned it.</param>
    /// <param name="synced">Makes the response to a sync that succeeded, also partly.</param>
    public async Task<IResult> AfterAsync(
        HttpContext http, Guid userId, ConnectionRow stored, TimeSpan wait,
        Func<Connection, Meta, IResult> synced, CancellationToken ct)
    {
        switch (await waiter.WaitAsync(userId, stored, wait, ct))
        {
            case SyncOutcome.Synced { Connection: var row } outcome:
                return synced(Shape(row), new Meta(AssetsSync: outcome.AssetsSynced, FirstSync: outcome.Sync));
            case SyncOutcome.Failed { Connection: var row }:
                return Failed(http, row);
            case SyncOutcome.Pending { Connection: var row }:
                return ApiResults.Accepted(Shape(row));
            case SyncOutcome.DuplicateAccount { First: var first }:
                http.Response.Headers.Remove("Location");
                return ApiResults.ErrorWith(Shape(first), ErrorKinds.DuplicateAccount, stored.Exchange, first.Label);
            default:
                http.Response.Headers.Remove("Location");
                return ApiResults.NotFound();
        }
    }

    private IResult Failed(HttpContext http, ConnectionRow row)
    {
        var refusal = ApiResults.ErrorWith(
            Shape(row), row.ErrorKind ?? ErrorKinds.Internal, row.Exchange, row.ErrorDetail, code: row.ErrorCode);
        return row.RetryAt is { } retryAt ? refusal.RetryAfter(http, retryAt - clock.GetUtcNow()) : refusal;
    }

    private Connection Shape(ConnectionRow row) => ConnectionMapping.Of(row, clock.GetUtcNow());
}
