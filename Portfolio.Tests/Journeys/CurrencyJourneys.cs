using System.Globalization;
using System.Text.Json;
using Portfolio.Tests.Pages;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Values in a currency, as programs read them. The account holds euros, whose price is the rate.</summary>
public sealed class CurrencyJourneys(SharedSystem shared) : SystemTest(shared)
{
    private const string Euro = "select id from assets where symbol = 'EUR'";

    private static readonly string[] Parts =
        ["market", "movedIn", "movedOut", "accountsAdded", "accountsRemoved", "positions", "other"];

    [Fact]
    public async Task Holdings_and_totals_are_converted_at_the_rate_of_now_and_stay_in_dollars_too()
    {
        await system.ConnectAsync("everywhere");

        var holdings = (await system.GetAsync($"portfolios/{await PortfolioAsync()}/holdings?currency=EUR")).Data
            .EnumerateArray().ToList();
        var euro = holdings.Single(holding => Text(holding, "symbol") is "EUR");
        var rate = Number(euro, "priceUsd");
        var total = (await system.GetAsync("portfolios?currency=eur")).Data[0];

        Assert.Equal(("1", Text(euro, "quantity")), (Text(euro, "price"), Text(euro, "value")));
        Assert.All(holdings, holding => Assert.Equal(
            ("EUR", Math.Round(Number(holding, "valueUsd") / rate, 10)),
            (Text(holding, "currency"), Number(holding, "value"))));
        Assert.Equal(
            ("EUR", Math.Round(Number(total, "totalUsd") / rate, 10)),
            (Text(total, "currency"), Number(total, "total")));
    }

    [Fact]
    public async Task Without_a_currency_amounts_are_in_dollars_alone()
    {
        await system.ConnectAsync("everywhere");

        var holding = (await system.HoldingsAsync())[0];
        var dollars = (await system.GetAsync("portfolios?currency=USD")).Data[0];

        Assert.Null(Text(holding, "currency"));
        Assert.Null(Text(holding, "value"));
        Assert.Equal(("USD", Text(dollars, "totalUsd")), (Text(dollars, "currency"), Text(dollars, "total")));
    }

    [Fact]
    public async Task A_wallet_of_derivatives_is_converted_as_a_whole()
    {
        await system.ConnectAsync("derivatives");

        var wallet = (await system.GetAsync($"portfolios/{await PortfolioAsync()}/derivatives?currency=BTC")).Data[0];
        var bitcoin = await UsdAsync("BTC");

        Assert.Equal("BTC", Text(wallet, "currency"));
        Assert.Equal(Math.Round(Number(wallet, "valueUsd") / bitcoin, 10), Number(wallet, "value"));
    }

    [Fact]
    public async Task Transactions_are_converted_at_the_rate_of_their_time()
    {
        await FillAsync();
        var (now, then) = (await UsdAsync("EUR"), await UsdAsync("EUR") / 2);

        var rows = (await system.GetAsync($"portfolios/{await PortfolioAsync()}/transactions?currency=EUR&limit=500"))
            .Data.EnumerateArray().Where(row => Text(row, "valueUsd") is not null).ToList();

        var last = rows.Max(At);
        Assert.Contains(rows, row => At(row) < last);
        Assert.All(rows, row => Assert.Equal(
            Math.Round(Number(row, "valueUsd") / (At(row) == last ? now : then), 10), Number(row, "value")));

        static DateTimeOffset At(JsonElement row) => row.GetProperty("occurredAt").GetDateTimeOffset();
    }

    [Theory]
    [InlineData("")]
    [InlineData("&span=week")]
    [InlineData("&span=year")]
    public async Task A_history_is_converted_value_by_value_and_its_parts_add_up(string span)
    {
        await FillAsync();
        var now = await UsdAsync("EUR");

        var history = (await system.GetAsync($"portfolios/{await PortfolioAsync()}/history?currency=EUR{span}")).Data;

        var (change, converted) = (history.GetProperty("change"), history.GetProperty("converted"));
        var parts = converted.GetProperty("change");
        Assert.Equal("EUR", Text(history, "currency"));
        Assert.Equal(Number(parts, "change"), Parts.Sum(part => Number(parts, part)));
        Assert.Equal(Number(parts, "end") - Number(parts, "start"), Number(parts, "change"), 8);
        Assert.Equal(Number(change, "startUsd") / now * 2, Number(parts, "start"), 8);
        Assert.Equal(Number(change, "endUsd") / now, Number(parts, "end"), 8);
        Assert.Equal(Number(change, "movedInUsd") / now, Number(parts, "movedIn"), 8);
        var points = converted.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(Number(parts, "start"), Number(points[0], "value"), 8);
        Assert.Equal(Number(parts, "end"), Number(points[^1], "value"), 8);
        Assert.Equal(
            Number(parts, "start") + Number(parts, "movedIn") + Number(parts, "accountsAdded"),
            Number(points[^1], "contributed"), 8);
    }

    [Fact]
    public async Task A_history_begins_where_rates_are_kept_since()
    {
        await FillAsync();
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            $"delete from price_points where at < now() - interval '2 hours' and asset_id in ({Euro})");

        var history = (await system.GetAsync($"portfolios/{await PortfolioAsync()}/history?currency=EUR")).Data;

        var converted = history.GetProperty("converted");
        var since = converted.GetProperty("change").GetProperty("since").GetDateTimeOffset();
        Assert.True(since > history.GetProperty("change").GetProperty("since").GetDateTimeOffset().AddHours(1));
        Assert.Equal(since, converted.GetProperty("points")[0].GetProperty("at").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("portfolios?currency=XXX")]
    [InlineData("portfolios?currency=")]
    [InlineData("portfolios/{id}/holdings?currency=DOGE")]
    [InlineData("portfolios/{id}/derivatives?currency=e")]
    [InlineData("portfolios/{id}/transactions?currency=EURO")]
    [InlineData("portfolios/{id}/history?currency=KZT")]
    public async Task A_currency_without_a_live_price_is_refused_with_those_that_have_one(string path)
    {
        await system.ConnectAsync("everywhere");

        var refused = await system.GetAsync(
            path.Replace("{id}", $"{await PortfolioAsync()}", StringComparison.Ordinal));

        Assert.Equal((400, "invalid_request"), (refused.Status, refused.Kind));
        Assert.Matches("live price: USD, .*BTC, .*EUR", refused.Field("currency"));
    }

    [Fact]
    public async Task The_currency_of_the_pages_is_a_setting_of_the_user()
    {
        await system.ConnectAsync("everywhere");
        Assert.Equal("USD", Text((await system.GetAsync("me")).Data, "currency"));

        var changed = await system.PatchAsync("me", new { currency = "eur" });
        var refused = await system.PatchAsync("me", new { currency = "XXX" });
        var missing = await system.PatchAsync("me", new { });

        Assert.Equal((200, "EUR"), (changed.Status, Text(changed.Data, "currency")));
        Assert.Equal((400, 400), (refused.Status, missing.Status));
        Assert.Equal("EUR", Text((await system.GetAsync("me")).Data, "currency"));
        Assert.Null(Text((await system.HoldingsAsync())[0], "currency"));
    }

    [Fact]
    public async Task The_interval_of_new_connections_is_a_setting_of_the_pages_and_not_of_requests()
    {
        var changed = await system.PatchAsync("me", new { syncIntervalMinutes = 15 });
        var tooShort = await system.PatchAsync("me", new { syncIntervalMinutes = 4 });
        var connected = await system.ConnectAsync("everywhere");

        Assert.Equal((200, "USD"), (changed.Status, Text(changed.Data, "currency")));
        Assert.Equal(15, changed.Data.GetProperty("syncIntervalMinutes").GetInt32());
        Assert.Equal(400, tooShort.Status);
        Assert.NotNull(tooShort.Field("syncIntervalMinutes"));
        Assert.Equal(60, connected.Data.GetProperty("syncIntervalMinutes").GetInt32());
    }

    /// <summary>An account, three hours later a deposit; until an hour ago a euro was worth half as much.</summary>
    private async Task FillAsync()
    {
        var first = (await system.ConnectAsync("everywhere")).Id;
        await system.ControlAsync(HttpMethod.Put, "accounts/everywhere/balances/spot/BTC", new { free = "1" });
        await system.ResyncAsync(first);
        await system.SpreadSyncsAsync();
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            $"""
            update price_points set price_usd = price_usd / 2
            where at < now() - interval '1 hour' and asset_id in ({Euro});
            insert into price_points (asset_id, step, at, price_usd)
            select asset_id, '5 minutes', now() - interval '1 hour', price_usd from asset_prices
            where asset_id in ({Euro})
            on conflict do nothing
            """);
    }

    private async Task<decimal> UsdAsync(string symbol) => decimal.Parse(
        await system.Database.ReadAsync<string>(
            $"""
            select p.price_usd::text from asset_prices p join assets a on a.id = p.asset_id where a.symbol = '{symbol}'
            """) ?? "",
        CultureInfo.InvariantCulture);

    private async Task<Guid> PortfolioAsync() =>
        (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(Text(element, name) ?? "", CultureInfo.InvariantCulture);
}
