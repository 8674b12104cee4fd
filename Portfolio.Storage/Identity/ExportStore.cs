using Portfolio.Storage.Database;

namespace Portfolio.Storage.Identity;

/// <summary>Everything that a user has here, apart from secrets.</summary>
public sealed class ExportStore(UserDatabase db)
{
    /// <summary>
    /// One JSON object for each row, all of one moment, however many they are: <c>kind</c> says which, and references
    /// are ids.
    /// </summary>
    public IAsyncEnumerable<ExportedRow> StreamAsync(Guid userId, CancellationToken ct) => db.StreamAsync<ExportedRow>(
        userId,
        """
        select (jsonb_build_object('kind', kind) || (fields - 'user_id'))::text as json
        from (
            select 'user' as kind, to_jsonb(u) as fields from users u
            union all
            select 'portfolio', to_jsonb(p) from portfolios p
            union all
            select 'portfolio_value', to_jsonb(v) from portfolio_values v
            union all
            select 'connection', to_jsonb(c)
            from (
                select id, user_id, exchange, label, portfolio_id, api_key_masked, account_id, region, permissions,
                    sync_interval_minutes, paused, last_outcome, created_at, last_synced_at, deleted_at
                from user_connections) c
            union all
            select 'balance', to_jsonb(b) - 'asset_id' || jsonb_build_object('symbol', a.symbol)
            from balances b
            join assets a on a.id = b.asset_id
            union all
            select 'transaction', to_jsonb(t) - 'asset_id' || jsonb_build_object('symbol', a.symbol)
            from transactions t
            join assets a on a.id = t.asset_id
            union all
            select 'account_move', to_jsonb(m) from account_moves m
            union all
            select 'run', to_jsonb(r) from sync_runs r
            union all
            select 'session', to_jsonb(s) from sessions s
            union all
            select 'token', to_jsonb(t)
            from (select user_id, name, scope, created_at, expires_at, last_used_at, last_used_from from api_tokens) t
        ) rows
        """,
        null,
        ct);
}

/// <summary>A row of a user's file.</summary>
public sealed class ExportedRow
{
    /// <summary>One object, without line breaks.</summary>
    public required string Json { get; init; }
}
