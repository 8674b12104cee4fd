using Portfolio.Storage.Database;

namespace Portfolio.Storage.Runs;

/// <summary>The runs of a connection, each with its result.</summary>
public sealed class RunStore(UserDatabase db)
{
    /// <summary>Newest first, after the run <paramref name="after"/>; null starts at the newest.</summary>
    public Task<IReadOnlyList<RunRow>> ListAsync(
        Guid userId, Guid connectionId, Guid? after, int limit, CancellationToken ct) =>
        db.ListAsync<RunRow>(
            userId,
            """
            select r.id, r.trigger, r.outcome, r.started_at, r.finished_at, r.assets_synced, r.dust_skipped, r.unpriced,
                trim_scale(r.total_usd)::text as total_usd, r.error_kind, r.error_code, r.error_detail,
                r.wallets::text, r.coverage::text,
                (
                    select coalesce(jsonb_agg(
                        jsonb_build_object(
                            'symbol', a.symbol, 'delta', trim_scale(t.delta)::text,
                            'quantity', trim_scale(t.quantity)::text, 'reason', t.reason)
                        order by t.position), '[]')::text
                    from transactions t
                    join assets a on a.id = t.asset_id
                    where t.run_id = r.id
                ) as changes
            from sync_runs r
            where r.connection_id = @connectionId and (@after::uuid is null or r.id < @after)
            order by r.id desc
            limit @limit
            """,
            new { connectionId, after, limit },
            ct);
}

public sealed class RunRow
{
    public required Guid Id { get; init; }

    public required string Trigger { get; init; }

    public required string Outcome { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required int AssetsSynced { get; init; }

    public required int DustSkipped { get; init; }

    public required int Unpriced { get; init; }

    /// <summary>USD value of the synced assets; null when nothing was read.</summary>
    public string? TotalUsd { get; init; }

    public string? ErrorKind { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>As in <see cref="Connections.ConnectionRow.ErrorDetail"/>.</summary>
    public string? ErrorDetail { get; init; }

    /// <summary>JSON: <c>[{ wallet, outcome, errorKind, errorCode }]</c>.</summary>
    public required string Wallets { get; init; }

    /// <summary>JSON; null when it was not compared.</summary>
    public string? Coverage { get; init; }

    /// <summary>JSON: <c>[{ symbol, delta, quantity, reason }]</c>, as booked by this run.</summary>
    public required string Changes { get; init; }
}
