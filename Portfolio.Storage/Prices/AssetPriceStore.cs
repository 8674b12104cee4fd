using Portfolio.Storage.Database;

namespace Portfolio.Storage.Prices;

/// <summary>The prices of all users' assets: one for each asset and exchange, and those kept of the past.</summary>
public sealed class AssetPriceStore(UserDatabase db)
{
    /// <summary>A stored price of this age is not replaced by a sync's: the refresh will.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(2);

    /// <summary>An asset that no list has had for so long is unpriced.</summary>
    public static readonly TimeSpan OldFor = TimeSpan.FromDays(1);

    /// <summary>The symbols of an exchange that any user holds, dust included; empty where no one does.</summary>
    public Task<IReadOnlyList<string>> HeldAsync(string exchange, CancellationToken ct) =>
        db.ListForAllAsync<string>("select held_symbols(@exchange)", new { exchange }, ct);

    /// <summary>
    /// Stores the prices of a list, unless those of a newer one are there, and the first of each step for the past.
    /// Assets that the list does not have keep their last price as an old one, for <see cref="OldFor"/>.
    /// </summary>
    /// <param name="prices">Each asset once.</param>
    /// <param name="currencies">
    /// Symbols among them whose prices are kept although no one may hold them: they are added to the assets.
    /// </param>
    /// <param name="readAt">When the list was requested.</param>
    public Task<int> RefreshAsync(
        string exchange, IReadOnlyList<AssetPrice> prices, IReadOnlyList<string> currencies, DateTimeOffset readAt,
        CancellationToken ct) =>
        db.ExecuteForAllAsync(
            Refresh,
            new
            {
                exchange, pricedAt = readAt, priceSteps = PriceSteps.All, goneBefore = readAt - OldFor,
                currencies = currencies.ToArray(),
                symbols = prices.Select(price => price.Symbol).ToArray(),
                usd = prices.Select(price => price.Usd).ToArray(),
                sources = prices.Select(price => price.Source).ToArray(),
                hosts = prices.Select(price => price.Host).ToArray(),
            },
            ct);

    /// <summary>Deletes the points that are no longer kept.</summary>
    /// <returns>How many.</returns>
    public Task<int> PruneAsync(DateTimeOffset now, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            delete from price_points
            where (step = @finest and at < @now - @finestFor) or (step = @hourly and at < @now - @hourlyFor)
            """,
            new
            {
                now, finest = PriceSteps.Finest, finestFor = PriceSteps.FinestKeptFor,
                hourly = PriceSteps.Hourly, hourlyFor = PriceSteps.HourlyKeptFor,
            },
            ct);

    private const string Refresh =
        $"""
        insert into assets (id, source, symbol, name)
        select uuid_v7(@pricedAt), @exchange, symbol, symbol
        from unnest(@currencies) as currency (symbol)
        where not exists (select from assets a where a.source = @exchange and a.symbol = currency.symbol)
        order by symbol
        on conflict do nothing;

        with priced as (
            select a.id as asset_id, given.usd, given.source, given.host
            from unnest(@symbols, @usd, @sources, @hosts) as given (symbol, usd, source, host)
            join assets a on a.source = @exchange and a.symbol = given.symbol
        )
        {PriceSql.Write}
        select count(*) from priced;

        update asset_prices p
        set is_old = true
        from assets a
        where a.id = p.asset_id and a.source = @exchange and a.symbol <> all (@symbols)
            and p.priced_at < @pricedAt and not p.is_old;

        delete from asset_prices p
        using assets a
        where a.id = p.asset_id and a.source = @exchange and p.priced_at < @goneBefore;
        """;
}
