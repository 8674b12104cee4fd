using Microsoft.Extensions.Options;

namespace Portfolio.Tests.Simulator;

public sealed class OkxLimitTests
{
    [Theory]
    [InlineData("/api/v5/account/balance", 10, 2)]
    [InlineData("/api/v5/account/config", 5, 2)]
    [InlineData("/api/v5/asset/balances", 6, 1)]
    [InlineData("/api/v5/asset/currencies?ccy=BTC", 6, 1)]
    [InlineData("/api/v5/asset/asset-valuation", 1, 1)]
    [InlineData("/api/v5/asset/non-tradable-assets", 6, 1)]
    [InlineData("/api/v5/finance/savings/balance", 6, 1)]
    public async Task An_account_may_send_so_many_requests_in_its_window(string path, int calls, int seconds)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        for (var i = 0; i < calls; i++)
            (await simulator.OkxAsync("okx-twin-one", path)).OkxRows();

        (await simulator.OkxAsync("okx-twin-one", path)).RefusesLikeOkx(429, "50011");
        (await simulator.OkxAsync("okx-twin-two", path)).RefusesLikeOkx(429, "50011");
        (await simulator.OkxAsync("okx-everyday", path)).OkxRows();

        simulator.Time.Advance(TimeSpan.FromSeconds(seconds));
        (await simulator.OkxAsync("okx-twin-one", path)).OkxRows();
    }

    [Theory]
    [InlineData("/api/v5/public/time", 10, 2)]
    [InlineData("/api/v5/public/instruments?instType=SPOT", 20, 2)]
    [InlineData("/api/v5/market/tickers?instType=SPOT", 20, 2)]
    [InlineData("/api/v5/market/index-tickers?quoteCcy=USD", 20, 2)]
    [InlineData("/api/v5/system/status", 1, 5)]
    public async Task An_address_may_send_so_many_requests_in_its_window(string url, int calls, int seconds)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        for (var i = 0; i < calls; i++)
            (await simulator.GetAsync(url)).OkxRows();

        (await simulator.GetAsync(url)).RefusesLikeOkx(429, "50011");

        simulator.Time.Advance(TimeSpan.FromSeconds(seconds));
        (await simulator.GetAsync(url)).OkxRows();
    }

    [Fact]
    public async Task Kinds_of_instruments_are_counted_apart()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Okx:Limits:public/instruments=1");

        (await simulator.GetAsync("/api/v5/public/instruments?instType=SPOT")).OkxRows();
        Assert.Empty((await simulator.GetAsync("/api/v5/public/instruments?instType=SWAP")).OkxRows());
        (await simulator.GetAsync("/api/v5/public/instruments?instType=SWAP")).RefusesLikeOkx(429, "50011");
    }

    [Fact]
    public async Task A_bad_signature_uses_up_no_calls_of_the_account()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Okx:Limits:account/balance=1");
        var forged = simulator.OkxHeaders("okx-everyday", "/api/v5/account/config");

        (await simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, forged)).RefusesLikeOkx(401, "50113");

        (await simulator.OkxAsync("okx-everyday", OkxRequests.Balance)).OkxRows();
    }

    [Fact]
    public async Task Limits_can_be_raised_lowered_and_forgiven_while_it_runs()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Okx:LimitFactor=3");
        for (var i = 0; i < 3; i++)
            (await simulator.OkxAsync("okx-everyday", "/api/v5/asset/asset-valuation")).OkxRows();

        var limits = new Dictionary<string, int> { ["asset/asset-valuation"] = 4 };
        await simulator.ControlAsync(HttpMethod.Put, "/okx/limits", new { limits });
        (await simulator.OkxAsync("okx-everyday", "/api/v5/asset/asset-valuation")).OkxRows();
        (await simulator.OkxAsync("okx-everyday", "/api/v5/asset/asset-valuation")).RefusesLikeOkx(429, "50011");

        var shown = await simulator.ControlAsync(HttpMethod.Get, "/okx/limits");
        Assert.Equal(1, shown.GetProperty("refused").GetInt32());
        Assert.Contains(
            """{"endpoint":"asset/asset-valuation","requests":4,"seconds":1}""",
            shown.GetRawText(),
            StringComparison.Ordinal);
        await simulator.ControlAsync(HttpMethod.Delete, "/limits/usage");
        (await simulator.OkxAsync("okx-everyday", "/api/v5/asset/asset-valuation")).OkxRows();
    }

    [Theory]
    [InlineData("--Simulator:Okx:LimitFactor=0", "limitFactor")]
    [InlineData("--Simulator:Okx:Limits:account/wishes=1", "account/wishes")]
    public async Task A_wrong_setting_stops_it_at_the_start(string setting, string named)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningSimulator.StartAsync(setting));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }
}
