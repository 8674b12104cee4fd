using Portfolio.Simulator.Exchanges;

namespace Portfolio.Tests.Simulator;

/// <summary>An exchange that is registered, and no more, is served by everything that serves the others.</summary>
public sealed class AddedExchangeTests
{
    private const string Owner = "kiosk-owner";

    [Fact]
    public async Task Its_demo_accounts_are_listed_near_the_top()
    {
        await using var simulator = await StartAsync();

        var accounts = await simulator.ControlAsync(HttpMethod.Get, "/accounts");

        Assert.Equal(
            ["everyday", "okx-everyday", "kraken-everyday", Owner],
            accounts.EnumerateArray().Take(4).Select(account => account.Text("name")));
        Assert.Equal(("kiosk", "key-of-owner"), (accounts[3].Text("exchange"), accounts[3].Text("apiKey")));
    }

    [Fact]
    public async Task Its_numbered_accounts_are_listed_and_served()
    {
        await using var simulator = await StartAsync();

        var listed = await simulator.ControlAsync(
            HttpMethod.Get, "/numbered-accounts?from=41&count=2&exchange=kiosk");

        Assert.Equal(
            ["kiosk-load-41", "kiosk-load-42"], listed.EnumerateArray().Select(account => account.Text("name")));
        Assert.Equal("42", (await BalancesAsync(simulator, "kiosk-load-42")).Json.Text("BTC"));
    }

    [Theory]
    [InlineData(Owner)]
    [InlineData("kiosk-load-7")]
    public async Task Its_wallets_can_be_set_within_their_rules(string account)
    {
        await using var simulator = await StartAsync();
        var path = $"/accounts/{account}";

        await simulator.ControlAsync(HttpMethod.Put, $"{path}/balances/till/BTC", new { free = "3.25" });
        await simulator.ControlAsync(HttpMethod.Put, $"{path}/balances/vault/ETH", new { free = "1", borrowed = "4" });
        await simulator.ControlAsync(HttpMethod.Put, $"{path}/positions/ETH", new { crossProfit = "-0.5" });

        Assert.Equal("3.25", (await BalancesAsync(simulator, account)).Json.Text("BTC"));
        var vault = (await simulator.ControlAsync(HttpMethod.Get, $"{path}/balances")).EnumerateArray()
            .Single(row => row.Text("wallet") is "vault");
        Assert.Equal("4.00000000", vault.Text("borrowed"));
        Assert.Equal("-0.5", vault.GetProperty("positions").Text("crossProfit"));
        await RefusedAsync(simulator, $"{path}/balances/till/BTC", """{"free":"1","locked":"1"}""", 400, "till");
        await RefusedAsync(simulator, $"{path}/balances/till/BTC", """{"borrowed":"1"}""", 400, "till");
        await RefusedAsync(simulator, $"{path}/balances/spot/BTC", """{"free":"1"}""", 404, "only till, vault");
    }

    [Fact]
    public async Task Its_assets_can_be_converted()
    {
        await using var simulator = await StartAsync();

        await simulator.ControlAsync(
            HttpMethod.Post, $"/accounts/{Owner}/conversions", new { from = "ETH", to = "NEW", toUnits = 10 });

        Assert.Equal("20", (await BalancesAsync(simulator, Owner)).Json.Text("NEW"));
    }

    [Fact]
    public async Task The_rights_and_the_life_of_its_keys_can_be_changed()
    {
        await using var simulator = await StartAsync();

        await simulator.ControlAsync(
            HttpMethod.Patch, $"/accounts/{Owner}", new { permissions = new { look = false } });
        Assert.Equal(403, (int)(await BalancesAsync(simulator, Owner)).Status);

        await simulator.ControlAsync(
            HttpMethod.Patch, "/accounts/kiosk-load-3", new { deleted = true });
        Assert.Equal(403, (int)(await BalancesAsync(simulator, "kiosk-load-3")).Status);
    }

    [Theory]
    [InlineData("rateLimited", 420, "one at a time")]
    [InlineData("status", 500, "kiosk error")]
    [InlineData("banned", 403, "not you again")]
    [InlineData("region", 403, "not in your country")]
    [InlineData("country", 403, "<p>The kiosk does not deliver to your country.</p>")]
    public async Task Its_faults_are_in_its_own_words_and_reach_it_alone(string kind, int status, string body)
    {
        await using var simulator = await StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind, account = Owner });

        var failed = await BalancesAsync(simulator, Owner);

        Assert.Equal((status, body), ((int)failed.Status, failed.Body));
        Assert.Equal(200, (int)(await BalancesAsync(simulator, "kiosk-load-1")).Status);
        Assert.Equal(200, (int)(await simulator.SignedAsync("everyday", "/api/v3/account")).Status);
    }

    [Fact]
    public async Task Its_requests_are_logged_with_the_name_of_the_account_and_the_fault()
    {
        await using var simulator = await StartAsync();
        await BalancesAsync(simulator, Owner);
        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind = "shape", pathPrefix = "/api/kiosk" });
        await BalancesAsync(simulator, "kiosk-load-9");

        var log = await simulator.ControlAsync(HttpMethod.Get, "/requests?pathPrefix=/api/kiosk");

        Assert.Equal(
            ["kiosk-owner 200 ", "kiosk-load-9 200 shape"],
            log.GetProperty("requests").EnumerateArray().Select(entry =>
                $"{entry.GetProperty("account")} {entry.GetProperty("status")} {entry.GetProperty("fault")}"));
    }

    [Fact]
    public async Task Its_control_routes_are_there_and_its_use_is_forgiven_with_that_of_the_others()
    {
        await using var simulator = await StartAsync();
        await BalancesAsync(simulator, Owner);
        Assert.Equal(1, await CallsAsync(simulator));

        await simulator.ControlAsync(HttpMethod.Delete, "/limits/usage");

        Assert.Equal(0, await CallsAsync(simulator));
    }

    [Fact]
    public async Task Reset_leads_it_back_to_the_start()
    {
        await using var simulator = await StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, $"/accounts/{Owner}/balances/till/BTC", new { free = "9" });
        await simulator.ControlAsync(HttpMethod.Put, "/kiosk/closed");
        Assert.Equal(403, (int)(await BalancesAsync(simulator, Owner)).Status);

        await simulator.ControlAsync(HttpMethod.Post, "/reset");

        Assert.Equal(0, await CallsAsync(simulator));
        Assert.Equal("0.5", (await BalancesAsync(simulator, Owner)).Json.Text("BTC"));
    }

    [Fact]
    public async Task The_live_demonstration_makes_it_fail_for_a_while()
    {
        await using var simulator = await RunningSimulator.StartAsync(
            [new KioskExchange()], "--Simulator:LiveDemo=true");

        for (var status = 200; status is not 503; status = (int)(await BalancesAsync(simulator, Owner)).Status)
            simulator.Time.Advance(TimeSpan.FromSeconds(40));
        for (var status = 503; status is not 200; status = (int)(await BalancesAsync(simulator, Owner)).Status)
            simulator.Time.Advance(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task A_path_of_no_exchange_is_logged_and_has_no_faults()
    {
        await using var simulator = await StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind = "empty", times = 1 });

        Assert.Equal(404, (int)(await simulator.GetAsync("/nowhere")).Status);

        Assert.Equal("", (await simulator.GetAsync("/api/v3/ping")).Body);
        var log = await simulator.ControlAsync(HttpMethod.Get, "/requests");
        Assert.Equal("/nowhere", log.GetProperty("requests")[0].Text("path"));
    }

    [Fact]
    public void Two_exchanges_cannot_share_a_name_or_a_path()
    {
        var mistake = Assert.Throws<InvalidOperationException>(
            () => new SimulatedExchanges([new KioskExchange(), new KioskExchange()]));

        Assert.Contains("kiosk", mistake.Message, StringComparison.Ordinal);
    }

    private static Task<RunningSimulator> StartAsync() => RunningSimulator.StartAsync([new KioskExchange()]);

    private static Task<SimulatorReply> BalancesAsync(RunningSimulator simulator, string account) =>
        simulator.SendAsync(
            HttpMethod.Get,
            KioskExchange.Balances,
            new Dictionary<string, string> { [KioskExchange.KeyHeader] = simulator.Key(account).ApiKey });

    private static async Task<int> CallsAsync(RunningSimulator simulator) =>
        (await simulator.ControlAsync(HttpMethod.Get, "/kiosk/usage")).GetProperty("calls").GetInt32();

    private static async Task RefusedAsync(
        RunningSimulator simulator, string path, string body, int status, string named)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var reply = await simulator.SendAsync(HttpMethod.Put, "/_simulator" + path, content: content);
        Assert.Equal(status, (int)reply.Status);
        Assert.Contains(named, reply.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
