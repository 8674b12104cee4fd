namespace Portfolio.Tests.Simulator;

public sealed class OkxRegionTests
{
    [Theory]
    [InlineData("okx-everyday", "")]
    [InlineData("okx-eea", "/eea")]
    [InlineData("okx-us", "/us")]
    [InlineData("okx-load-5", "")]
    public async Task An_account_lives_at_one_host_and_its_key_does_not_exist_at_the_others(string account, string home)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        foreach (var prefix in new[] { "", "/eea", "/us" })
        {
            var reply = await simulator.OkxAsync(account, OkxRequests.Balance, prefix);
            if (prefix == home)
                Assert.Single(reply.OkxRows());
            else
                reply.RefusesLikeOkx(401, "50119");
        }
    }

    [Fact]
    public async Task The_prefix_of_the_host_is_not_signed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var headers = simulator.OkxHeaders("okx-eea", "/eea" + OkxRequests.Balance);

        var reply = await simulator.SendAsync(HttpMethod.Get, "/eea" + OkxRequests.Balance, headers);

        reply.RefusesLikeOkx(401, "50113");
    }

    [Fact]
    public async Task The_log_of_requests_shows_the_host_and_the_account()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.OkxAsync("okx-us", OkxRequests.Balance);
        await simulator.OkxAsync("okx-us", OkxRequests.Balance, "/us");
        await simulator.GetAsync("/eea/api/v5/public/time");

        var log = await simulator.ControlAsync(HttpMethod.Get, "/requests");

        Assert.Equal(
            [
                "/api/v5/account/balance okx-us 401", "/us/api/v5/account/balance okx-us 200",
                "/eea/api/v5/public/time  200",
            ],
            log.GetProperty("requests").EnumerateArray().Select(entry =>
                $"{entry.GetProperty("path")} {entry.GetProperty("account")} {entry.GetProperty("status")}"));
    }

    [Fact]
    public async Task A_key_of_one_exchange_is_nothing_at_the_other()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var headers = simulator.OkxHeaders("okx-everyday", OkxRequests.Balance);
        headers["OK-ACCESS-KEY"] = simulator.Key("everyday").ApiKey;

        (await simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, headers)).RefusesLikeOkx(401, "50119");
        (await simulator.SignedAsync("okx-everyday", "/api/v3/account")).Refuses(401, -2014);
    }
}
