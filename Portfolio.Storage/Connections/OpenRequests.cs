using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>
/// Bounds how many syncs that one user has requested are in the queues or under way: a person's requests go before the
/// schedule, and one with thousands of connections would keep everyone else waiting. A request beyond the limit is held
/// back: the row is due and its request has expired, so the sweep, in which users take turns, sends it later. A user
/// who is alone keeps no one waiting, and has no limit.
/// </summary>
public sealed class OpenRequests(IOptions<OpenRequestOptions> options, TimeProvider clock)
{
    /// <summary>How long a user who was alone is taken for alone without another look.</summary>
    private static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Of a row of <c>user_connections</c>: a person's request is on its way, or its sync is under way.
    /// </summary>
    internal const string IsOpen =
        "request_trigger <> 'scheduled' and deleted_at is null and (request_expires_at > @now or lease_until > @now)";

    /// <summary>The limit of a sweep's statement, whose parameter is <c>@atMost</c>.</summary>
    internal const string Limit = "(case when has_several_users() then @atMost else 2147483647 end)";

    private volatile Moment? alone;

    internal int AtMost { get; } = options.Value.OpenRequestsPerUser;

    /// <summary>
    /// Holds back what the transaction has requested beyond the limit. Requests of one user wait for each other here
    /// until their transactions end, so that many at once do not pass the limit together.
    /// </summary>
    /// <returns>The rows as they are then.</returns>
    internal async Task<IReadOnlyList<ConnectionRow>> LimitAsync(
        UserTransaction transaction, Guid userId, IReadOnlyList<ConnectionRow> requested, DateTimeOffset now,
        CancellationToken ct)
    {
        var ids = requested.Where(row => row.RequestExpiresAt > now).Select(row => row.Id).ToArray();
        if (ids.Length is 0 || await IsAloneAsync(transaction, ct))
            return requested;

        await transaction.ExecuteAsync(
            "select pg_advisory_xact_lock(hashtextextended('requests of ' || @userId::text, 0))", new { userId }, ct);
        var held = await transaction.ListAsync<ConnectionRow>(HoldBack, new { userId, ids, now, AtMost }, ct);
        return held.Count is 0
            ? requested
            : [.. requested.Select(row => held.FirstOrDefault(other => other.Id == row.Id) ?? row)];
    }

    /// <summary>As the other overload, for one request.</summary>
    internal async Task<ConnectionRow> LimitAsync(
        UserTransaction transaction, Guid userId, ConnectionRow requested, DateTimeOffset now, CancellationToken ct) =>
        (await LimitAsync(transaction, userId, [requested], now, ct))[0];

    /// <summary>Concurrent callers may look twice, and see the same.</summary>
    private async Task<bool> IsAloneAsync(UserTransaction transaction, CancellationToken ct)
    {
        if (alone is { } seen && clock.GetElapsedTime(seen.Timestamp) < AloneFor)
            return true;

        var isAlone = await transaction.SingleAsync<bool>("select not has_several_users()", null, ct);
        alone = isAlone ? new Moment(clock.GetTimestamp()) : null;
        return isAlone;
    }

    private sealed record Moment(long Timestamp);

    private const string HoldBack =
        $"""
        update user_connections
        set request_expires_at = @now, next_sync_at = @now
        where id in (
            select given.id
            from unnest(@ids) with ordinality as given (id, place)
            where given.place > @atMost - (
                select count(*) from user_connections where user_id = @userId and id <> all(@ids) and {IsOpen}))
        returning {ConnectionColumns.All}
        """;
}

/// <summary>Section <c>Sync</c>, as far as API and worker both need it.</summary>
public sealed class OpenRequestOptions
{
    public const string Section = "Sync";

    /// <summary>
    /// Syncs of one user that are in the queues or under way at the same time because the user requested them. It
    /// counts where there are several users.
    /// </summary>
    [Range(1, 1_000_000)]
    public int OpenRequestsPerUser { get; init; } = 10;
}

[OptionsValidator]
internal sealed partial class OpenRequestOptionsValidator : IValidateOptions<OpenRequestOptions>;
