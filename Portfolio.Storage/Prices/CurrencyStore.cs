using Portfolio.Storage.Database;

namespace Portfolio.Storage.Prices;

/// <summary>The rates of currencies, now and in the past, and the currency that a user has chosen.</summary>
public sealed class CurrencyStore(UserDatabase db)
{
    /// <summary>
    /// Of several exchanges the one whose asset is known longest, so that a history does not change its source.
    /// </summary>
    private static readonly string Live =
        $"""
        select distinct on (a.symbol) a.symbol as code, a.id as asset_id, p.price_usd as usd,
            {PriceSql.At("a.id", "@dayAgo")} as day_ago_usd
        from assets a
        join asset_prices p on p.asset_id = a.id
        where a.symbol = any (@codes) and p.price_usd > 0 and not p.is_old
            and exists (
                select from user_connections c
                where c.user_id = @userId and c.exchange = a.source and c.deleted_at is null)
        order by a.symbol, a.id
        """;

    /// <summary>Those of which an exchange that the user has connected has a live price, by their codes.</summary>
    public Task<IReadOnlyList<CurrencyRate>> ListAsync(
        Guid userId, IReadOnlyList<string> codes, DateTimeOffset now, CancellationToken ct) =>
        db.ListAsync<CurrencyRate>(
            userId, Live,
            new { userId, codes = codes.ToArray(), dayAgo = now.AddDays(-1), priceSteps = PriceSteps.All }, ct);

    /// <summary>The code of the user's currency; null when there is no such user.</summary>
    public Task<string?> ChosenAsync(Guid userId, CancellationToken ct) =>
        db.FindAsync<string>(userId, "select currency from users where id = @userId", new { userId }, ct);

    /// <summary>
    /// The rates kept of those moments, each as finely as that moment is kept; a moment without one has none.
    /// </summary>
    /// <param name="assetId">See <see cref="CurrencyRate.AssetId"/>.</param>
    public Task<IReadOnlyList<PastRate>> ListPastAsync(
        Guid assetId, IReadOnlyList<DateTimeOffset> moments, CancellationToken ct) =>
        db.ListForAllAsync<PastRate>(
            Past, new { assetId, moments = moments.ToArray(), priceSteps = PriceSteps.All }, ct);

    private static readonly string Past =
        $"""
        select moment.place::integer, rate.usd
        from unnest(@moments) with ordinality as moment (at, place)
        cross join lateral (select {PriceSql.At("@assetId", "moment.at")} as usd) rate
        where rate.usd > 0
        """;
}

/// <summary>A currency and its rate of now. Pages carry it in JSON without what is null.</summary>
public sealed record CurrencyRate
{
    /// <summary>"EUR".</summary>
    public required string Code { get; init; }

    /// <summary>Whose prices are the rates; null of the dollar, which needs none.</summary>
    public Guid? AssetId { get; init; }

    /// <summary>USD for one unit; above zero.</summary>
    public required decimal Usd { get; init; }

    /// <summary>The rate of 24 hours ago; null where none is kept.</summary>
    public decimal? DayAgoUsd { get; init; }

    public static CurrencyRate Dollar { get; } = new() { Code = "USD", AssetId = null, Usd = 1, DayAgoUsd = 1 };
}

/// <summary>A rate of the past.</summary>
public sealed class PastRate
{
    /// <summary>Of the moment in the given list, from 1 on.</summary>
    public required int Place { get; init; }

    /// <summary>USD for one unit; above zero.</summary>
    public required decimal Usd { get; init; }
}
