using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>The answer to whoever waited for a sync: how it went.</summary>
internal static class FirstAnswer
{
    /// <param name="stored">The connection as it was when the sync was asked for.</param>
    public static IResult Of(HttpContext http, ConnectionRow stored, Attempt attempt, DateTimeOffset now)
    {
        switch (attempt)
        {
            case Attempt.Synced synced:
                return Answer.Created(ConnectionMapping.Of(synced.Connection, now), MetaOf(synced));
            case Attempt.Failed { Connection: var failed }:
                var refusal = Answer.ErrorWith(
                    ConnectionMapping.Of(failed, now),
                    failed.ErrorKind ?? ErrorKinds.Internal,
                    failed.Exchange,
                    failed.ErrorDetail,
                    code: failed.ErrorCode);
                return failed.RetryAt is { } retryAt ? refusal.RetryAfter(http, retryAt - now) : refusal;
            case Attempt.NotOver notOver:
                return Answer.Accepted(ConnectionMapping.Of(notOver.Connection, now));
            case Attempt.DuplicateAccount { First: var first }:
                http.Response.Headers.Remove("Location");
                return Answer.ErrorWith(
                    ConnectionMapping.Of(first, now), ErrorKinds.DuplicateAccount, stored.Exchange, first.Label);
            default:
                http.Response.Headers.Remove("Location");
                return Answer.NotFound();
        }
    }

    public static Meta MetaOf(Attempt.Synced synced) =>
        new(AssetsSync: synced.AssetsSynced, FirstSync: synced.Sync);
}
