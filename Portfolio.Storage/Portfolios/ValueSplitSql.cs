using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Portfolios;

/// <summary>The statement of <see cref="ValueSplitStore"/>.</summary>
internal static class ValueSplitSql
{
    /// <summary>The exchange's own valuation of an asset in one account, as long as it is held there.</summary>
    private const string Own =
        """
        (
            select max(b.own_price_usd) from balances b
            where b.connection_id = known.connection_id and b.asset_id = known.asset_id
        )
        """;

    /// <summary>Of <c>known</c>, now.</summary>
    private const string Live =
        $"coalesce((select p.price_usd from asset_prices p where p.asset_id = known.asset_id), {Own})";

    /// <summary>Of <c>known</c>, at a moment of the past.</summary>
    private static string At(string moment) => $"coalesce({PriceSql.At("known.asset_id", moment)}, {Own})";

    /// <summary>The first prices came minutes after their table was made.</summary>
    private const string Accounts =
        $"""
        with bound as (
            select case when began_at > @since then began_at + interval '10 minutes' else @since end as since
            from price_history
        ), account as (
            select c.id, c.deleted_at from user_connections c where {AnyPortfolio.Of}
        ), booked as (
            select t.connection_id, t.asset_id, t.position, t.occurred_at as at, t.quantity, t.delta, t.reason,
                t.price_usd, lead(t.occurred_at) over series as until,
                -- Coins that had left as dust, and are worth counting again.
                case when lag(t.reason) over series = 'dust'
                    then greatest(least(t.delta, -lag(t.delta) over series), 0) else 0
                end as back
            from account
            join transactions t on t.connection_id = account.id
            window series as (partition by t.connection_id, t.asset_id order by t.position)
        ), profit as (
            select p.connection_id, p.asset_id, p.at, p.profit, account.deleted_at,
                lead(p.at) over (partition by p.connection_id, p.asset_id order by p.at) as until
            from account
            join position_profits p on p.connection_id = account.id
        ), first as (
            -- Of accounts that held something when they were first read.
            select connection_id, min(at) as at
            from (select connection_id, at from booked union all select connection_id, at from profit) as known
            group by connection_id
            having not exists (
                select from sync_runs r
                where r.connection_id = known.connection_id and r.outcome in ('succeeded', 'partial')
                    and r.finished_at < min(known.at))
        )
        """;

    /// <summary>Between its row, or the beginning of the span, and the next row, or now, a quantity stays.</summary>
    private static readonly string Held =
        $"""
        , priced as (
            select known.*, known.at > bound.since as inside, {PriceSql.Credible(
                $"""
                case when known.at > bound.since
                    then coalesce(known.price_usd, {PriceSql.At("known.asset_id", "known.at")})
                    else {At("bound.since")}
                end
                """,
                "greatest(abs(known.quantity), abs(known.delta), abs(known.quantity - known.delta))")} as usd
            from booked known, bound
            where known.until is null or known.until > bound.since
        ), held as (
            select known.*, case
                    when known.until is not null then lead(known.usd) over (
                        partition by known.connection_id, known.asset_id order by known.position)
                    when known.quantity <> 0 then {PriceSql.Credible(Live, "known.quantity")}
                end as end_usd
            from priced known
        ), flow as (
            select held.connection_id, held.at, part.kind, part.delta * held.usd as usd
            from held
            left join first on first.connection_id = held.connection_id and first.at = held.at
            cross join lateral (values
                ('other', held.back),
                (
                    case when held.reason = 'disconnected' then 'removed'
                        when held.reason = 'first_read' or first.at is not null then 'added'
                        when held.reason in ('restated', 'renamed', 'awaiting_successor', 'dust') then 'other'
                        else 'moved'
                    end,
                    held.delta - held.back
                )) as part (kind, delta)
            where held.inside and held.usd is not null and part.delta <> 0
        )
        """;

    private static readonly string Positions =
        $"""
        , position as (
            select known.connection_id, known.at, known.deleted_at,
                case when known.at <= since and (until is null or until > since)
                        and (deleted_at is null or deleted_at > since)
                    then profit * {At("bound.since")} end as start_usd,
                case when until is null and deleted_at is null then profit * {Live} end as end_usd,
                case when known.at > since and first.at is not null then profit * {At("known.at")} end as added_usd,
                case when until is null and deleted_at > since
                    then -profit * {At("known.deleted_at")} end as removed_usd
            from bound
            cross join profit known
            left join first on first.connection_id = known.connection_id and first.at = known.at
        )
        """;

    public static readonly string Parts =
        $"""
        {Accounts}{Held}{Positions}
        , moved as (
            -- A purchase with coins of the same account moves nothing: the rows of a run count together.
            select case when sum(usd) < 0 then 'out' else 'in' end as kind, at, sum(usd) as usd
            from flow
            where kind = 'moved'
            group by connection_id, at
            union all
            select kind, at, usd from flow where kind in ('added', 'removed')
            union all
            select 'added', at, added_usd from position where added_usd is not null
            union all
            select 'removed', deleted_at, removed_usd from position where removed_usd is not null
        ), part as (
            select 'start' as kind, since as at, (
                coalesce((select sum(quantity * usd) from held where not inside), 0)
                + coalesce((select sum(start_usd) from position), 0)) as usd
            from bound
            where exists (select from account)
            union all
            select 'end', null, coalesce((select sum(quantity * end_usd) from held where until is null), 0)
                + coalesce((select sum(end_usd) from position), 0)
            where exists (select from account)
            union all
            select case when usd is null or end_usd is null then 'other' else 'market' end, null,
                sum(quantity * (coalesce(end_usd, 0) - coalesce(usd, 0)))
            from held
            where quantity <> 0
            group by 1
            union all
            select 'other', null, sum(usd) from flow where kind = 'other'
            union all
            select 'positions', null,
                sum(coalesce(end_usd, 0) - coalesce(start_usd, 0) - coalesce(added_usd, 0) - coalesce(removed_usd, 0))
            from position
            union all
            select kind, max(at), sum(usd) from moved group by kind, date_bin(@step, at, @origin)
        )
        select kind, at, trim_scale(round(usd, 10))::text as usd from part where usd is not null order by at
        """;
}
