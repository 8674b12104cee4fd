using System.Text.Json;

namespace Portfolio.Tests.Simulator;

/// <summary>Open positions in the trading account, with the sums that OKX's answers show.</summary>
public sealed class OkxPositionTests
{
    private static readonly string[] Names = ["eq", "cashBal", "stgyEq", "isoEq", "isoUpl", "upl"];

    [Fact]
    public async Task Equity_is_cash_and_bots_and_isolated_equity_and_cross_profit_together()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await PutAsync(simulator, "okx-bots", "USDT", new
        {
            crossProfit = "15.6", isolatedMargin = "200", isolatedProfit = "-3.1", botProfit = "4.5",
        });

        var row = (await simulator.TradingAsync("okx-bots"))["USDT"];

        Assert.Equal(
            "2317 1500 604.5 196.9 -3.1 12.5",
            string.Join(' ', Names.Select(name => row.Text(name))));
        var cross = row.Number("upl") - row.Number("isoUpl");
        Assert.Equal(
            row.Number("eq"), row.Number("cashBal") + row.Number("stgyEq") + row.Number("isoEq") + cross);
    }

    [Fact]
    public async Task The_totals_have_the_profit_in_them()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var account = (await simulator.OkxAsync("okx-positions", OkxRequests.Balance)).OkxRows()[0];
        var valuation = (await simulator.OkxAsync(
            "okx-positions", "/api/v5/asset/asset-valuation?ccy=USD")).OkxRows()[0];

        var details = account.GetProperty("details").EnumerateArray().ToList();
        Assert.Equal(details.Sum(row => row.Number("eqUsd")), account.Number("totalEq"));
        Assert.Equal(decimal.Round(account.Number("totalEq"), 8), valuation.GetProperty("details").Number("trading"));
        var dollars = Assert.Single(details, row => row.Text("ccy") is "USDC");
        Assert.Equal(("0", "42.5", "42.5"), (dollars.Text("cashBal"), dollars.Text("eq"), dollars.Text("upl")));
    }

    [Fact]
    public async Task A_debt_is_a_negative_cash_balance_beside_a_position()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await PutAsync(simulator, "okx-borrower", "USDT", new { crossProfit = "100" });

        var row = (await simulator.TradingAsync("okx-borrower"))["USDT"];

        Assert.Equal(
            ("-12500.75", "-12400.75", "12500.75"), (row.Text("cashBal"), row.Text("eq"), row.Text("liab")));
    }

    [Fact]
    public async Task In_spot_mode_there_is_no_profit_and_no_position_can_be_opened()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var content = Json(new { crossProfit = "1" });

        var refused = await simulator.SendAsync(
            HttpMethod.Put, "/_simulator/accounts/okx-everyday/positions/BTC", content: content);

        Assert.Equal(400, (int)refused.Status);
        Assert.Contains("spot mode", refused.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        var row = (await simulator.TradingAsync("okx-everyday"))["BTC"];
        Assert.Equal(("", ""), (row.Text("upl"), row.Text("isoUpl")));
    }

    [Fact]
    public async Task A_position_stays_open_when_coins_move_and_is_gone_when_it_is_closed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var balance = Json(new { free = "900" });
        await simulator.SendAsync(
            HttpMethod.Put, "/_simulator/accounts/okx-positions/balances/trading/USDT", content: balance);
        Assert.Equal("1112.5", (await simulator.TradingAsync("okx-positions"))["USDT"].Text("eq"));

        await PutAsync(simulator, "okx-positions", "USDT", new { });
        await PutAsync(simulator, "okx-positions", "USDC", new { });

        var trading = await simulator.TradingAsync("okx-positions");
        Assert.Equal(("900", "0"), (trading["USDT"].Text("eq"), trading["USDT"].Text("upl")));
        Assert.DoesNotContain("USDC", trading.Keys);
    }

    [Fact]
    public async Task A_live_demonstration_moves_profit_and_no_coins()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:LiveDemo=true");
        var before = (await simulator.TradingAsync("okx-positions"))["USDT"];

        var after = before;
        for (; after.Text("upl") == before.Text("upl"); after = (await simulator.TradingAsync("okx-positions"))["USDT"])
            simulator.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before.Text("cashBal"), after.Text("cashBal"));
        Assert.NotEqual(before.Text("eq"), after.Text("eq"));
    }

    private static async Task PutAsync(RunningSimulator simulator, string account, string asset, object positions)
    {
        using var content = Json(positions);
        var reply = await simulator.SendAsync(
            HttpMethod.Put, $"/_simulator/accounts/{account}/positions/{asset}", content: content);
        Assert.Equal(200, (int)reply.Status);
    }

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
