using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Upgrade;

/// <summary>The content of a database, in the columns that every version knows, as text to compare.</summary>
internal static class Stored
{
    private static readonly Dictionary<string, string> Columns = new()
    {
        ["user_connections"] =
            """
            id, user_id, exchange, label, portfolio_id, has_secret, api_key_masked, key_fingerprint, account_id, region,
            permissions, sync_interval_minutes, paused, fence, last_outcome, error_kind, error_code, error_detail,
            failures, created_at, last_synced_at, next_sync_at, deleted_at
            """,
        ["portfolios"] = "id, user_id, name, created_at",
        ["assets"] = "id, source, symbol, name",
        ["balances"] = "connection_id, wallet, asset_id, quantity, dust, stale_since, from_receipt",
        ["transactions"] =
            "id, position, portfolio_id, connection_id, asset_id, run_id, quantity, delta, reason, occurred_at",
        ["sync_runs"] =
            """
            id, connection_id, trigger, outcome, started_at, finished_at, assets_synced, dust_skipped, unpriced,
            total_usd, error_kind, error_code, error_detail, wallets, coverage
            """,
        ["idempotency_keys"] = "user_id, key, body_hmac, connection_id, status, answer, created_at",
        ["audit_events"] = "id, user_id, connection_id, event, detail, occurred_at",
        ["portfolio_values"] = "portfolio_id, day, user_id, value_usd, taken_at",
        ["learned_addresses"] = "exchange, address, learned_at",
    };

    /// <summary>Every table's rows.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(TestDatabase database)
    {
        var stored = new Dictionary<string, string>();
        foreach (var (table, columns) in Columns)
            stored[table] = await RowsAsync(database, $"select {columns} from {table}");
        Assert.All(stored.Values, Assert.NotEmpty);
        return stored;
    }

    /// <summary>
    /// Each portfolio's holdings, as the API sums them up; without the portfolio whose quantities are restated because
    /// they included unrealized profit.
    /// </summary>
    public static Task<string> HoldingsAsync(TestDatabase database) => LinesAsync(
        database,
        """
        select format('%s %s %s %s', p.name, a.source, a.symbol, trim_scale(sum(b.quantity)))
        from portfolios p
        join user_connections c on c.portfolio_id = p.id and c.deleted_at is null
        join balances b on b.connection_id = c.id and not b.dust
        join assets a on a.id = b.asset_id
        where p.name <> 'Positions'
        group by p.id, a.id
        """);

    /// <summary>The rows that this version has booked for a connection.</summary>
    public static Task<string> BookedAsync(TestDatabase database, string label) => LinesAsync(
        database,
        $"""
        select format('%s %s %s %s', a.symbol, trim_scale(t.quantity), trim_scale(t.delta), t.reason)
        from transactions t
        join assets a on a.id = t.asset_id
        join user_connections c on c.id = t.connection_id
        where t.occurred_at > now() - interval '12 hours' and c.label = '{label}'
        """);

    /// <summary>The rows of the ledger that were there before, as <see cref="ReadAsync"/> has them.</summary>
    public static Task<string> OldLedgerAsync(TestDatabase database) => RowsAsync(
        database,
        $"select {Columns["transactions"]} from transactions where occurred_at < now() - interval '12 hours'");

    /// <summary>Rows that this version has booked and that a report would count as a sale or a purchase.</summary>
    public static Task<string> TradesAsync(TestDatabase database) => LinesAsync(
        database,
        """
        select format('%s %s %s %s', c.label, a.symbol, t.delta, t.reason)
        from transactions t
        join assets a on a.id = t.asset_id
        join user_connections c on c.id = t.connection_id
        where t.occurred_at > now() - interval '12 hours'
            and (t.reason is null or t.reason not in ('renamed', 'restated'))
        """);

    /// <summary>Series whose changes do not add up to their newest quantity.</summary>
    public static Task<string> BrokenSumsAsync(TestDatabase database) => LinesAsync(
        database,
        """
        select format('%s %s', connection_id, asset_id)
        from transactions
        group by connection_id, asset_id
        having sum(delta) <> (array_agg(quantity order by position desc))[1]
        """);

    /// <summary>Assets with another quantity in the ledger than in the balances of a connection.</summary>
    public static Task<string> LedgerWithoutHoldingAsync(TestDatabase database) => LinesAsync(
        database,
        """
        select format('%s %s: %s, %s', c.label, a.symbol, booked.quantity, held.quantity)
        from (select connection_id, asset_id, sum(delta) as quantity from transactions group by 1, 2) as booked
        full join (
            select connection_id, asset_id, sum(quantity) as quantity from balances where not dust group by 1, 2
        ) as held using (connection_id, asset_id)
        join user_connections c on c.id = connection_id
        join assets a on a.id = asset_id
        where coalesce(booked.quantity, 0) <> coalesce(held.quantity, 0)
        """);

    private static Task<string> RowsAsync(TestDatabase database, string rows) =>
        LinesAsync(database, $"select row_to_json(r)::text from ({rows}) as r");

    private static async Task<string> LinesAsync(TestDatabase database, string sql) =>
        await database.ReadAsync<string>(
            $"""select string_agg(line, E'\n' order by line collate "C") from ({sql}) as lines (line)""") ?? "";
}
