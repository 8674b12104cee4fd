using System.Globalization;

namespace Portfolio.Tests.Simulator;

public sealed class LimitTests
{
    [Fact]
    public async Task Every_request_adds_its_weight_to_the_minutes_of_its_address()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        await simulator.GetAsync("/api/v3/ping");
        await simulator.GetAsync("/api/v3/exchangeInfo");
        await simulator.GetAsync("/api/v3/ticker/price");
        await simulator.GetAsync("/api/v3/ticker/price?symbol=BTCUSDT");
        await simulator.SignedAsync("empty", "/api/v3/account");
        var reply = await simulator.SignedAsync("dust", "/api/v3/account");

        Assert.Equal("67", reply.Header("X-MBX-USED-WEIGHT-1M"));
        Assert.Equal("67", reply.Header("X-MBX-USED-WEIGHT"));
    }

    [Fact]
    public async Task Beyond_the_limit_comes_429_until_the_next_full_minute()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Binance:ApiWeightPerMinute=20");
        await simulator.GetAsync("/api/v3/exchangeInfo");

        // The clock stands 0.4 seconds before the full minute.
        var refused = await simulator.GetAsync("/api/v3/time");
        refused.Refuses(429, -1003);
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.Equal("21", refused.Header("X-MBX-USED-WEIGHT-1M"));

        simulator.Time.Advance(TimeSpan.FromSeconds(1));
        var later = await simulator.GetAsync("/api/v3/time");
        Assert.Equal(("1", 200), (later.Header("X-MBX-USED-WEIGHT-1M"), (int)later.Status));
    }

    [Fact]
    public async Task Requests_after_429_lead_to_a_ban_from_everything_until_the_named_time()
    {
        await using var simulator = await RunningSimulator.StartAsync(
            "--Simulator:Binance:ApiWeightPerMinute=1", "--Simulator:Binance:RefusalsBeforeBan=2");
        for (var i = 0; i < 4; i++)
            await simulator.GetAsync("/api/v3/time");

        var until = RunningSimulator.StartMs + 120_000;
        var banned = await simulator.GetAsync("/sapi/v1/system/status");
        (await simulator.GetAsync("/api/v3/time")).Refuses(418, -1003);
        banned.Refuses(418, -1003);
        Assert.Equal("120", banned.Header("Retry-After"));
        Assert.Contains(
            $"IP banned until {until.ToString(CultureInfo.InvariantCulture)}.", banned.Body, StringComparison.Ordinal);

        simulator.Time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(200, (int)(await simulator.GetAsync("/api/v3/time")).Status);
    }

    [Fact]
    public async Task A_second_ban_lasts_twice_as_long()
    {
        await using var simulator = await RunningSimulator.StartAsync(
            "--Simulator:Binance:ApiWeightPerMinute=1", "--Simulator:Binance:RefusalsBeforeBan=1");
        for (var i = 0; i < 3; i++)
            await simulator.GetAsync("/api/v3/time");
        simulator.Time.Advance(TimeSpan.FromSeconds(120));
        for (var i = 0; i < 2; i++)
            await simulator.GetAsync("/api/v3/time");

        Assert.Equal("240", (await simulator.GetAsync("/api/v3/time")).Header("Retry-After"));
    }

    [Fact]
    public async Task Each_sapi_endpoint_has_a_separate_budget()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Binance:SapiWeightPerMinute=200");

        await simulator.SignedAsync("everywhere", "/sapi/v1/simple-earn/flexible/position");
        var over = await simulator.SignedAsync("everywhere", "/sapi/v1/simple-earn/flexible/position");
        var other = await simulator.SignedAsync("everywhere", "/sapi/v1/simple-earn/locked/position");

        over.Refuses(429, -1003);
        Assert.Equal("300", over.Header("X-SAPI-USED-IP-WEIGHT-1M"));
        Assert.Equal(("150", 200), (other.Header("X-SAPI-USED-IP-WEIGHT-1M"), (int)other.Status));
        Assert.Equal("", other.Header("X-MBX-USED-WEIGHT-1M"));
    }

    [Fact]
    public async Task Limits_can_be_lowered_and_forgiven_while_it_runs()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(
            HttpMethod.Put, "/limits", new { apiWeightPerMinute = 1, refusalsBeforeBan = 5, banSeconds = 60 });
        await simulator.GetAsync("/api/v3/time");
        (await simulator.GetAsync("/api/v3/time")).Refuses(429, -1003);

        var shown = await simulator.ControlAsync(HttpMethod.Get, "/limits");
        Assert.Equal(1, shown.GetProperty("addresses")[0].GetProperty("tooMany").GetInt32());

        await simulator.ControlAsync(HttpMethod.Delete, "/limits/usage");
        Assert.Equal(200, (int)(await simulator.GetAsync("/api/v3/time")).Status);
    }
}
