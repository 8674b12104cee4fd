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

    /// <summary>Of <c>known</c>, now, in USD.</summary>
    private const string Live =
        $"coalesce((select p.price_usd from asset_prices p where p.asset_id = known.asset_id), {Own})";

    /// <summary>Of <c>known</c>, at a moment of the past, in USD.</summary>
    private static string At(string moment) => $"coalesce({PriceSql.At("known.asset_id", moment)}, {Own})";

    /// <summary>A price of then in the currency of the split.</summary>
    private static string Converted(string price, string moment) => $"({price}) / ({PriceSql.RateAt(moment)})";

    /// <summary>A price of now in the currency of the split.</summary>
    private static string ConvertedNow(string price) => $"({price}) / @rate";

    /// <summary>The first prices came minutes after their table was made, and a currency's later.</summary>
    private static readonly string Accounts =
        $"""
        with bound as (
            select greatest(
                case when began_at > @since then began_at + interval '10 minutes' else @since end,
                (select min(point.at) from price_points point where point.asset_id = @currencyId)) as since
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
            where {AnyAsset.Of("t")}
            window series as (partition by t.connection_id, t.asset_id order by t.position)
        ), profit as (
            select p.connection_id, p.asset_id, p.at, p.profit, account.deleted_at,
                lead(p.at) over (partition by p.connection_id, p.asset_id order by p.at) as until
            from account
            join position_profits p on p.connection_id = account.id
            where @symbols::text[] is null
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
            select known.*, known.at > bound.since as inside, {Converted(PriceSql.Credible(
                $"""
                case when known.at > bound.since
                    then coalesce(known.price_usd, {PriceSql.At("known.asset_id", "known.at")})
                    else {At("bound.since")}
                end
                """,
                "greatest(abs(known.quantity), abs(known.delta), abs(known.quantity - known.delta))"),
                "greatest(known.at, bound.since)")} as price
            from booked known, bound
            where known.until is null or known.until > bound.since
        ), held as (
            select known.*, case
                    when known.until is not null then lead(known.price) over (
                        partition by known.connection_id, known.asset_id order by known.position)
                    when known.quantity <> 0 then {ConvertedNow(PriceSql.Credible(Live, "known.quantity"))}
                end as end_price
            from priced known
        ), flow as (
            select held.connection_id, held.at, part.kind, part.delta * held.price as value
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
            where held.inside and held.price is not null and part.delta <> 0
        )
        """;

    private static readonly string Positions =
        $"""
        , position as (
            select known.connection_id, known.at, known.deleted_at,
                case when known.at <= since and (until is null or until > since)
                        and (deleted_at is null or deleted_at > since)
                    then profit * {Converted(At("bound.since"), "bound.since")} end as start_value,
                case when until is null and deleted_at is null then profit * {ConvertedNow(Live)} end as end_value,
                case when known.at > since and first.at is not null
                    then profit * {Converted(At("known.at"), "known.at")} end as added,
                case when until is null and deleted_at > since
                    then -profit * {Converted(At("known.deleted_at"), "known.deleted_at")} end as removed
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
            select case when sum(value) < 0 then 'out' else 'in' end as kind, at, sum(value) as value
            from flow
            where kind = 'moved'
            group by connection_id, at
            union all
            select kind, at, value from flow where kind in ('added', 'removed')
            union all
            select 'added', at, added from position where added is not null
            union all
            select 'removed', deleted_at, removed from position where removed is not null
        ), part as (
            select 'start' as kind, since as at, (
                coalesce((select sum(quantity * price) from held where not inside), 0)
                + coalesce((select sum(start_value) from position), 0)) as value
            from bound
            where exists (select from account)
            union all
            select 'end', null, coalesce((select sum(quantity * end_price) from held where until is null), 0)
                + coalesce((select sum(end_value) from position), 0)
            where exists (select from account)
            union all
            select case when price is null or end_price is null then 'other' else 'market' end, null,
                sum(quantity * (coalesce(end_price, 0) - coalesce(price, 0)))
            from held
            where quantity <> 0
            group by 1
            union all
            select 'other', null, sum(value) from flow where kind = 'other'
            union all
            select 'positions', null,
                sum(coalesce(end_value, 0) - coalesce(start_value, 0) - coalesce(added, 0) - coalesce(removed, 0))
            from position
            union all
            select kind, max(at), sum(value) from moved group by kind, date_bin(@step, at, @origin)
        )
        select kind, at, trim_scale(round(value, 10))::text as value from part where value is not null order by at
        """;
}
