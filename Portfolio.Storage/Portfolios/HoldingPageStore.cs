using Npgsql;
using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Portfolios;

/// <summary>
/// A portfolio's holdings page by page. The first page fixes the order and the later ones keep to it. Each asset that
/// is held all the while comes exactly once, however a sync changes its value. Quantities and values are those of the
/// moment at which a page is read.
/// </summary>
public sealed class HoldingPageStore(UserDatabase db)
{
    /// <summary>How long the order of a first page is kept, from the newest first page that found it.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>How many orders are kept of one user; the next one takes the place of the oldest.</summary>
    public const int KeptPerUser = 20;

    /// <summary>
    /// The first page. Its order is stored only where there is a next one. Null: the portfolio was deleted meanwhile.
    /// </summary>
    public async Task<HoldingPage?> FirstAsync(
        Guid userId, Guid portfolioId, int limit, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            var rows = await db.ListAsync<HoldingRow>(
                userId,
                First,
                new
                {
                    userId, portfolioId, limit, now, priceStep = PriceSteps.Finest, orderId = Guid.CreateVersion7(now),
                    expiresAt = now + KeptFor, keep = KeptPerUser - 1,
                },
                ct);
            return new HoldingPage(
                rows, rows is [{ OrderId: { } order }, ..] ? new HoldingPosition(order, rows[^1].Ordinal) : null);
        }
        catch (PostgresException gone) when (gone.SqlState is PostgresErrorCodes.ForeignKeyViolation)
        {
            return null;
        }
    }

    /// <summary>
    /// The page behind a position. It skips assets that are no longer held, and lacks assets that are held only since
    /// the first page. Null: the order is no longer kept, or was never one of this portfolio; the reader has to start
    /// again.
    /// </summary>
    public async Task<HoldingPage?> NextAsync(
        Guid userId, Guid portfolioId, HoldingPosition after, int limit, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await db.ListAsync<HoldingRow>(
            userId, Next, new
            {
                portfolioId, after.OrderId, after.Ordinal, fetch = limit + 1, now, priceStep = PriceSteps.Finest,
            },
            ct);
        return rows switch
        {
            [] => null,
            [{ Ordinal: 0 }] => new HoldingPage([], null),
            _ when rows.Count > limit => new HoldingPage(
                [.. rows.Take(limit)], after with { Ordinal = rows[limit - 1].Ordinal }),
            _ => new HoldingPage(rows, null),
        };
    }

    // Removing skips rows that another first page has locked, so two of them cannot deadlock.
    private const string First =
        $"""
        delete from holding_orders
        where id in (
            select id
            from holding_orders
            where id in (
                select id from holding_orders where user_id = @userId order by expires_at desc, id desc offset @keep)
            for update skip locked);

        {HoldingStore.Holdings}, placed as (
            select *, row_number() over (order by {HoldingStore.Order}) as ordinal from holding
        ), fixed as (
            select array_agg(asset_id order by ordinal) as asset_ids from placed having count(*) > @limit
        ), kept as (
            insert into holding_orders (id, user_id, portfolio_id, asset_ids, digest, expires_at)
            select @orderId, @userId, @portfolioId, asset_ids, sha256(convert_to(asset_ids::text, 'UTF8')), @expiresAt
            from fixed
            on conflict (user_id, portfolio_id, digest) do update
            set expires_at = greatest(holding_orders.expires_at, excluded.expires_at)
            returning id
        )
        select {HoldingStore.Columns}, ordinal, (select id from kept) as order_id
        from placed
        order by ordinal
        limit @limit
        """;

    // No row: the order is not kept. One row without a place: no holding of it is left. One statement reads both.
    private const string Next =
        $"""
        {HoldingStore.Holdings}, fixed as (
            select asset_ids
            from holding_orders
            where id = @orderId and portfolio_id = @portfolioId and expires_at > @now
        ), page as (
            select holding.*, place.ordinal
            from fixed, unnest(asset_ids) with ordinality as place (asset_id, ordinal)
            join holding using (asset_id)
            where place.ordinal > @ordinal
            order by place.ordinal
            limit @fetch
        )
        select {HoldingStore.Columns}, ordinal
        from fixed
        left join page on true
        order by ordinal
        """;
}

/// <param name="Next">The position where the next page begins; null on the last page.</param>
public sealed record HoldingPage(IReadOnlyList<HoldingRow> Rows, HoldingPosition? Next);

/// <summary>Where a page of holdings ended.</summary>
/// <param name="OrderId">The order that the first page fixed.</param>
/// <param name="Ordinal">The place in it of the last holding seen.</param>
public sealed record HoldingPosition(Guid OrderId, long Ordinal);
