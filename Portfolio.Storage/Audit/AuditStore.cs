using Portfolio.Storage.Database;

namespace Portfolio.Storage.Audit;

/// <summary>Reads a user's part of the audit log, and appends what was refused. Changes append themselves.</summary>
public sealed class AuditStore(UserDatabase db)
{
    internal const string Heads = "select chain, number, encode(hash, 'hex') as hash from audit_heads";

    private const string Rows =
        """
        select l.chain, l.number, l.at, l.actor_kind, l.actor_id, l.address, l.action, l.target_id, l.outcome,
            l.detail, l.count, case when l.actor_kind = 'session' then signed_in.detail end as browser
        from audit_log l
        left join lateral (
            select s.detail from audit_log s
            where s.chain = coalesce(l.user_id, l.chain) and s.actor_id = l.actor_id and s.action = 'signed_in'
            limit 1
        ) signed_in on true
        where (@action::text is null or l.action = @action)
            and (@outcome::text is null or l.outcome = @outcome)
            and (@from::timestamptz is null or l.at >= @from) and (@to::timestamptz is null or l.at < @to)
        """;

    /// <summary>Newest first, those before <paramref name="before"/>; null starts at the newest.</summary>
    public Task<IReadOnlyList<AuditRow>> ListAsync(
        Guid userId, AuditSearch search, long? before, int limit, CancellationToken ct) =>
        db.ListAsync<AuditRow>(
            userId,
            $"""
            {Rows} and l.chain = @userId and (@before::bigint is null or l.number < @before)
            order by l.number desc
            limit @limit
            """,
            new { userId, before, search.Action, search.Outcome, search.From, search.To, limit },
            ct);

    /// <summary>As <see cref="ListAsync"/>, of everyone and the system; of anyone but an operator: the own.</summary>
    public Task<IReadOnlyList<AuditRow>> ListAllAsync(
        Guid operatorId, AuditSearch search, AuditPosition? before, int limit, CancellationToken ct) =>
        db.ListAsync<AuditRow>(
            operatorId,
            $"""
            {Rows} and (@at::timestamptz is null or (l.at, l.chain, l.number) < (@at, @chain, @number))
            order by l.at desc, l.chain desc, l.number desc
            limit @limit
            """,
            new
            {
                before?.At, before?.Chain, before?.Number, search.Action, search.Outcome, search.From, search.To, limit,
            },
            ct);

    /// <summary>Appends one row for so many alike.</summary>
    public Task AppendAsync(AuditRefusal refusal, int count, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            "select append_audit_event(@userId, @actor::jsonb, @action, @target, @detail, @count)",
            new
            {
                refusal.UserId, actor = refusal.Actor.Json, refusal.Action, refusal.Target, refusal.Detail, count,
            },
            ct);

    /// <summary>The ends of the chains that have grown since; null: of all. The worker's login sees them.</summary>
    public Task<IReadOnlyList<AuditHead>> HeadsAsync(DateTimeOffset? since, CancellationToken ct) =>
        db.ListForAllAsync<AuditHead>(
            $"{Heads} where @since::timestamptz is null or at >= @since order by chain", new { since }, ct);
}

/// <summary>Null does not restrict.</summary>
/// <param name="To">Before this.</param>
public sealed record AuditSearch(
    string? Action = null, string? Outcome = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <param name="UserId">To whom it was refused; null for someone who is not known.</param>
/// <param name="Detail">Never a secret, and nothing of it from outside beyond 250 characters is kept.</param>
public sealed record AuditRefusal(
    Guid? UserId, AuditActor Actor, string Action, string? Detail = null, Guid? Target = null);

/// <summary>The end of a chain.</summary>
public sealed record AuditHead(Guid Chain, long Number, string Hash);

/// <summary>A place in the log of everyone.</summary>
public sealed record AuditPosition(DateTimeOffset At, Guid Chain, long Number);

public sealed class AuditRow
{
    /// <summary>The user whose log it is; empty for the system's.</summary>
    public required Guid Chain { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorKind { get; init; }

    public string? ActorId { get; init; }

    public string? Address { get; init; }

    /// <summary>Of a session: the browser that signed in, "Firefox on Linux"; null where it is not known.</summary>
    public string? Browser { get; init; }

    public required string Action { get; init; }

    public Guid? TargetId { get; init; }

    public required string Outcome { get; init; }

    public string? Detail { get; init; }

    public required int Count { get; init; }
}
