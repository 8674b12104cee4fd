using System.Globalization;
using System.Text.Json;

namespace Portfolio.Tests.Journeys;

/// <summary>Open positions at OKX: the ledger follows the coins, the value follows the market.</summary>
public sealed class PositionJourneys(SharedSystem shared) : SystemTest(shared)
{
    /// <summary>Profit of a cross and of an isolated position, sync by sync.</summary>
    private static readonly (string Cross, string Isolated)[] Market =
        [("15.6", "-3.1"), ("-43.1", "-3.1"), ("-43.1", "8"), ("-1080", "-0.5"), ("0", "0"), ("2.75", "-2.75")];

    private static readonly string[] Names = ["symbol", "delta", "quantity", "reason"];

    [Fact]
    public async Task A_profit_that_changes_at_every_sync_books_nothing_and_the_value_follows_it()
    {
        var connection = (await system.ConnectAsync("okx-positions")).Id;
        var ledger = await LedgerAsync();
        Assert.Equal(["BTC 0.05", "ETH 1.2", "USDT 1000"], ledger.Select(row => $"{row.Symbol} {row.Delta}").Order());

        foreach (var (cross, isolated) in Market)
            await AssertBooksNothingAsync(connection, cross, isolated);

        await OpenAsync("BTC", new { crossProfit = "0.00123456" });
        Assert.Empty((await system.ResyncAsync(connection)).GetProperty("changes").EnumerateArray());
        Assert.Equal(("0.05", "0.00123456"), await ShownAsync("BTC"));
        Assert.Equal(ledger, await LedgerAsync());
    }

    [Fact]
    public async Task Closing_a_position_books_exactly_its_realized_profit()
    {
        var connection = (await system.ConnectAsync("okx-positions")).Id;
        await OpenAsync("USDT", new { });
        await HoldAsync("okx-positions", "USDT", new { free = "1012.34567891" });

        var run = await system.ResyncAsync(connection);

        var change = Assert.Single(run.GetProperty("changes").EnumerateArray());
        Assert.Equal(("USDT", "12.34567891", "1012.34567891"), (
            change.GetProperty("symbol").GetString(), change.GetProperty("delta").GetString(),
            change.GetProperty("quantity").GetString()));
        Assert.Equal(JsonValueKind.Null, change.GetProperty("reason").ValueKind);
        Assert.Equal(("1012.34567891", null), await ShownAsync("USDT"));
    }

    [Fact]
    public async Task A_profit_in_a_coin_that_is_not_owned_is_worth_something_and_is_in_no_ledger()
    {
        var connection = (await system.ConnectAsync("okx-positions")).Id;
        Assert.Equal(("0", "42.5"), await ShownAsync("USDC"));

        await OpenAsync("USDC", new { crossProfit = "-17.25" });
        var moved = await system.ResyncAsync(connection);
        Assert.Equal(("0", "-17.25"), await ShownAsync("USDC"));
        await OpenAsync("USDC", new { });
        var closed = await system.ResyncAsync(connection);

        Assert.Empty(moved.GetProperty("changes").EnumerateArray());
        Assert.Empty(closed.GetProperty("changes").EnumerateArray());
        Assert.DoesNotContain(await HoldingsAsync(), row => row.GetProperty("symbol").GetString() is "USDC");
    }

    [Fact]
    public async Task A_borrowed_coin_is_a_debt_beside_the_profit_of_a_position()
    {
        var connection = (await system.ConnectAsync("okx-borrower")).Id;
        await system.ControlAsync(
            HttpMethod.Put, "accounts/okx-borrower/positions/USDT", new { crossProfit = "250.5" });

        Assert.Empty((await system.ResyncAsync(connection)).GetProperty("changes").EnumerateArray());

        Assert.Equal(("-12500.75", "250.5"), await ShownAsync("USDT"));
        var dollars = await HoldingAsync("USDT");
        Assert.Equal(Number(dollars, "priceUsd") * -12250.25m, Number(dollars, "valueUsd"));
    }

    [Fact]
    public async Task Profit_of_a_trading_bot_cannot_be_separated_from_its_coins()
    {
        var connection = (await system.ConnectAsync("okx-bots")).Id;
        await system.ControlAsync(HttpMethod.Put, "accounts/okx-bots/positions/USDT", new { botProfit = "4.5" });

        var change = Assert.Single((await system.ResyncAsync(connection)).GetProperty("changes").EnumerateArray());

        Assert.Equal("4.5", change.GetProperty("delta").GetString());
        Assert.Equal(("2104.5", null), await ShownAsync("USDT"));
    }

    [Fact]
    public async Task The_first_sync_after_the_upgrade_restates_the_quantities_once()
    {
        var connection = (await system.ConnectAsync("okx-positions")).Id;
        await system.BookByEquityAsync();
        await system.ControlAsync(HttpMethod.Post, "faults", TradingFails);
        var missed = await system.ResyncAsync(connection);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await OpenAsync("USDT", new { crossProfit = "-99.25", isolatedMargin = "200" });

        var restated = await system.ResyncAsync(connection);
        var next = await system.ResyncAsync(connection);

        Assert.Empty(missed.GetProperty("changes").EnumerateArray());
        Assert.Equal(
            ["BTC 0.0004 0.05 restated", "USDC -42.5 0 restated", "USDT -12.5 1000 restated"],
            restated.GetProperty("changes").EnumerateArray().Select(Shown).Order());
        Assert.Empty(next.GetProperty("changes").EnumerateArray());
        Assert.Equal(("1000", "-99.25"), await ShownAsync("USDT"));
        Assert.Equal(3, (await LedgerAsync()).Count(row => row.Reason is "restated"));
        Assert.All(
            (await LedgerAsync()).GroupBy(row => row.Symbol),
            series => Assert.Equal(
                decimal.Parse(series.First().Quantity, CultureInfo.InvariantCulture),
                series.Sum(row => decimal.Parse(row.Delta, CultureInfo.InvariantCulture))));
    }

    private static object TradingFails => new
    {
        kind = "status", status = 503, code = 50001, message = "busy", pathPrefix = "/api/v5/account/balance",
    };

    private static string Shown(JsonElement change) =>
        string.Join(' ', Names.Select(name => change.GetProperty(name).GetString()));

    private static decimal Number(JsonElement row, string name) =>
        decimal.Parse(row.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture);

    private async Task AssertBooksNothingAsync(Guid connection, string cross, string isolated)
    {
        await OpenAsync("USDT", new { crossProfit = cross, isolatedMargin = "200", isolatedProfit = isolated });

        Assert.Empty((await system.ResyncAsync(connection)).GetProperty("changes").EnumerateArray());

        var profit = decimal.Parse(cross, CultureInfo.InvariantCulture)
            + decimal.Parse(isolated, CultureInfo.InvariantCulture);
        var dollars = await HoldingAsync("USDT");
        Assert.Equal("1000", dollars.GetProperty("quantity").GetString());
        Assert.Equal(Number(dollars, "priceUsd") * (1000m + profit), Number(dollars, "valueUsd"));
        if (profit is not 0)
            Assert.Equal(Number(dollars, "priceUsd") * profit, Number(dollars, "unrealizedProfitUsd"));
    }

    private Task OpenAsync(string asset, object positions) =>
        system.ControlAsync(HttpMethod.Put, $"accounts/okx-positions/positions/{asset}", positions);

    private Task HoldAsync(string account, string asset, object balance) =>
        system.ControlAsync(HttpMethod.Put, $"accounts/{account}/balances/trading/{asset}", balance);

    private async Task<(string? Quantity, string? Profit)> ShownAsync(string symbol) =>
        await HoldingAsync(symbol) is var row
            ? (row.GetProperty("quantity").GetString(), row.GetProperty("unrealizedProfit").GetString())
            : default;

    private async Task<JsonElement> HoldingAsync(string symbol) =>
        (await HoldingsAsync()).Single(row => row.GetProperty("symbol").GetString() == symbol);

    private async Task<List<JsonElement>> HoldingsAsync() =>
        [.. (await system.GetAsync($"portfolios/{await PortfolioAsync()}/holdings?limit=500")).Data.EnumerateArray()];

    /// <summary>Newest first.</summary>
    private async Task<List<(string Symbol, string Quantity, string Delta, string? Reason)>> LedgerAsync() =>
    [
        .. (await system.GetAsync($"portfolios/{await PortfolioAsync()}/transactions?limit=500")).Data.EnumerateArray()
            .Select(row => (
                row.GetProperty("symbol").GetString() ?? "", row.GetProperty("quantity").GetString() ?? "",
                row.GetProperty("delta").GetString() ?? "", row.GetProperty("reason").GetString())),
    ];

    private async Task<Guid> PortfolioAsync() =>
        (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
}
