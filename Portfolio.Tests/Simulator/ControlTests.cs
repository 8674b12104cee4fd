using System.Net;
using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class ControlTests
{
    private const string Spot = "/api/v3/account";

    [Fact]
    public async Task The_accounts_are_listed_with_keys_that_look_like_the_exchanges_and_are_all_different()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var accounts = (await simulator.ControlAsync(HttpMethod.Get, "/accounts")).EnumerateArray().ToList();

        Assert.Equal(
            ["everyday", "okx-everyday", "kraken-everyday"],
            accounts.Take(3).Select(account => account.GetProperty("name").GetString()));
        Assert.All(accounts, account =>
        {
            var exchange = account.Text("exchange");
            Assert.Matches(
                exchange switch
                {
                    "okx" => "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                    "kraken" => "^[A-Za-z0-9+/]{56}$",
                    _ => "^[A-Za-z0-9]{64}$",
                },
                account.Text("apiKey"));
            Assert.Equal(exchange is "okx", account.GetProperty("passphrase").ValueKind == JsonValueKind.String);
        });
        Assert.Equal(
            accounts.Count, accounts.Select(account => account.GetProperty("apiKey").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("everyday")]
    [InlineData("load-77")]
    public async Task A_balance_is_set_seen_and_removed(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var path = $"/accounts/{account}/balances/spot/XLM";

        var set = await simulator.ControlAsync(HttpMethod.Put, path, new { free = "12.5", locked = "1" });
        Assert.Equal("12.50000000", set.GetProperty("free").GetString());
        Assert.Equal(("12.50000000", "1.00000000"), (await SpotAsync(simulator, account))["XLM"]);

        await simulator.ControlAsync(HttpMethod.Delete, path);
        Assert.DoesNotContain("XLM", (await SpotAsync(simulator, account)).Keys);
    }

    [Fact]
    public async Task A_keys_rights_addresses_and_life_can_be_changed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        const string Path = "/accounts/everyday";

        await simulator.ControlAsync(
            HttpMethod.Patch, Path, new { permissions = new { enableWithdrawals = true, enableTelepathy = true } });
        var rights = await simulator.SignedAsync("everyday", "/sapi/v1/account/apiRestrictions");
        Assert.True(rights.Json.GetProperty("enableWithdrawals").GetBoolean());
        Assert.True(rights.Json.GetProperty("enableTelepathy").GetBoolean());

        await simulator.ControlAsync(HttpMethod.Patch, Path, new { allowedAddresses = new[] { "198.51.100.1" } });
        (await simulator.SignedAsync("everyday", Spot)).Refuses(401, -2015);

        await simulator.ControlAsync(
            HttpMethod.Patch, Path, new { allowedAddresses = Array.Empty<string>(), deleted = true });
        (await simulator.SignedAsync("everyday", "/sapi/v1/account/status")).Refuses(400, -2008);
    }

    [Fact]
    public async Task Requests_are_remembered_without_keys_signatures_or_queries()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:RequestLogSize=2");
        await simulator.GetAsync("/api/v3/ping");
        await simulator.SignedAsync("dust", Spot);
        await simulator.GetAsync("/api/v3/nowhere");

        var log = await simulator.ControlAsync(HttpMethod.Get, "/requests");

        Assert.Equal(3, log.GetProperty("received").GetInt32());
        Assert.Equal(
            ["/api/v3/account dust 200 20", "/api/v3/nowhere  404 0"],
            log.GetProperty("requests").EnumerateArray().Select(entry =>
                $"{entry.GetProperty("path")} {entry.GetProperty("account")} "
                + $"{entry.GetProperty("status")} {entry.GetProperty("weight")}"));
        Assert.DoesNotContain("signature", log.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(simulator.Key("dust").ApiKey, log.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_leads_back_to_the_start()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, "/accounts/everyday/balances/spot/BTC", new { free = "9" });
        await simulator.ControlAsync(HttpMethod.Put, "/binance/pairs/BTCUSDT", new { price = "1" });
        await simulator.ControlAsync(HttpMethod.Put, "/clock", new { offsetMs = 60_000 });
        await simulator.ControlAsync(HttpMethod.Put, "/limits", new { apiWeightPerMinute = 1 });
        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind = "empty" });

        await simulator.ControlAsync(HttpMethod.Post, "/reset");

        Assert.Equal("0.42130000", (await SpotAsync(simulator, "everyday"))["BTC"].Free);
        Assert.Equal(
            "84800.01000000",
            (await simulator.GetAsync("/api/v3/ticker/price?symbol=BTCUSDT")).Json.GetProperty("price").GetString());
    }

    [Theory]
    [InlineData("PUT", "/accounts/nobody/balances/spot/BTC", """{"free":"1"}""", 404, "nobody")]
    [InlineData("PUT", "/accounts/dust/balances/pocket/BTC", """{"free":"1"}""", 404, "pocket")]
    [InlineData("PUT", "/accounts/dust/balances/spot/BTC", """{"free":"-1"}""", 400, "-1")]
    [InlineData("PUT", "/accounts/dust/balances/spot/BTC", """{"amount":"1"}""", 400, "amount")]
    [InlineData("PUT", "/accounts/nobody/receipts/ETH", """{"quantity":"1"}""", 404, "nobody")]
    [InlineData("PUT", "/accounts/okx-dust/receipts/ETH", """{"quantity":"1"}""", 404, "okx-dust")]
    [InlineData("PUT", "/accounts/dust/receipts/ETH", """{"quantity":"-1"}""", 400, "-1")]
    [InlineData("PUT", "/accounts/dust/receipts/ETH", "{}", 400, "quantity")]
    [InlineData("PATCH", "/accounts/dust", """{"allowedAddresses":["here"]}""", 400, "here")]
    [InlineData("PUT", "/binance/pairs/BTCUSDT", """{"price":"dear"}""", 400, "dear")]
    [InlineData("PUT", "/binance/pairs/NOPEUSDT", """{"price":"1"}""", 404, "NOPEUSDT")]
    [InlineData("PUT", "/limits", """{"banSeconds":0}""", 400, "BanSeconds")]
    [InlineData("POST", "/faults", """{"kind":"hiccup"}""", 400, "kind")]
    [InlineData("POST", "/faults", """{"kind":"empty","times":0}""", 400, "times")]
    [InlineData("POST", "/faults", "no json", 400, "invalid")]
    public async Task A_mistake_is_named(string method, string path, string body, int status, string named)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var reply = await simulator.SendAsync(new HttpMethod(method), "/_simulator" + path, content: content);

        Assert.Equal(status, (int)reply.Status);
        Assert.Contains(named, reply.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("everyday")]
    [InlineData("everywhere")]
    [InlineData("okx-everyday")]
    public async Task A_live_demonstration_moves_balances_by_itself(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:LiveDemo=true");
        var before = await ShownAsync();

        var after = before;
        for (; after.GetRawText() == before.GetRawText(); after = await ShownAsync())
            simulator.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before.GetArrayLength(), after.GetArrayLength());

        Task<JsonElement> ShownAsync() => simulator.ControlAsync(HttpMethod.Get, $"/accounts/{account}/balances");
    }

    [Fact]
    public async Task A_live_demonstration_breaks_one_account_for_a_while_and_repairs_it()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:LiveDemo=true");

        while ((await RequestAsync("unsteady")).Status is HttpStatusCode.OK)
            simulator.Time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await RequestAsync("unsteady")).Status);
        Assert.Equal(HttpStatusCode.OK, (await RequestAsync("everyday")).Status);
        while ((await RequestAsync("unsteady")).Status is not HttpStatusCode.OK)
            simulator.Time.Advance(TimeSpan.FromSeconds(40));

        Task<SimulatorReply> RequestAsync(string account) => simulator.SignedAsync(account, Spot);
    }

    private static async Task<Dictionary<string, (string Free, string Locked)>> SpotAsync(
        RunningSimulator simulator, string account) =>
        (await simulator.SignedAsync(account, Spot, "omitZeroBalances=true")).Balances();
}
