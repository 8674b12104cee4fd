using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenKeyInfoTests
{
    [Fact]
    public async Task A_key_shows_its_rights_its_nonce_and_its_account()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var info = (await simulator.KrakenAsync("kraken-withdrawer", "GetApiKeyInfo", nonce: "77")).KrakenResult();

        Assert.Equal(("77", "0"), (info.Text("nonce"), info.Text("validUntil")));
        Assert.Equal(0, info.GetProperty("nonceWindow").GetInt32());
        Assert.Equal(["query-funds", "withdraw-funds"], Texts(info, "permissions"));
        Assert.Matches("^AA[A-Z0-9]{14}$", info.Text("iban"));
        Assert.Equal(simulator.Key("kraken-withdrawer").ApiKey, info.Text("apiKey"));
        Assert.Empty(Texts(info, "ipAllowlist"));
    }

    [Fact]
    public async Task The_same_can_be_written_in_snake_case()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var info = (await simulator.KrakenAsync("kraken-snake-case", "GetApiKeyInfo")).KrakenResult();

        Assert.Equal(
            [
                "api_key_name", "api_key", "nonce", "nonce_window", "permissions", "iban", "valid_until", "query_from",
                "query_to", "created_time", "modified_time", "ip_allowlist", "last_used",
            ],
            info.EnumerateObject().Select(field => field.Name));
        Assert.Equal("0", info.Text("nonce_window"));
        Assert.Equal([""], Texts(info, "ip_allowlist"));
    }

    [Fact]
    public async Task Two_keys_of_one_account_show_one_id_and_other_accounts_another()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var one = await IdAsync("kraken-twin-one");

        Assert.Equal(one, await IdAsync("kraken-twin-two"));
        Assert.NotEqual(one, await IdAsync("kraken-everyday"));
        Assert.NotEqual(await IdAsync("kraken-load-1"), await IdAsync("kraken-load-2"));

        async Task<string> IdAsync(string account) =>
            (await simulator.KrakenAsync(account, "GetApiKeyInfo")).KrakenResult().Text("iban");
    }

    [Fact]
    public async Task Some_accounts_do_not_have_it()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenAsync("kraken-no-key-info", "GetApiKeyInfo"))
            .RefusesLikeKraken("EGeneral:Unknown method", 404);
        (await simulator.KrakenAsync("kraken-no-key-info", "BalanceEx")).KrakenResult();
    }

    [Fact]
    public async Task A_key_shows_its_end_its_window_and_its_addresses()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(
            HttpMethod.Patch, "/accounts/kraken-nonce-window", new { allowedAddresses = new[] { "127.0.0.1", "::1" } });

        var soon = (await simulator.KrakenAsync("kraken-expiring", "GetApiKeyInfo")).KrakenResult();
        var late = (await simulator.KrakenAsync("kraken-nonce-window", "GetApiKeyInfo")).KrakenResult();

        Assert.Equal(
            new DateTimeOffset(2017, 7, 15, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), soon.Number("validUntil"));
        Assert.Equal(10_000_000_000, late.GetProperty("nonceWindow").GetInt64());
        Assert.Equal(["127.0.0.1", "::1"], Texts(late, "ipAllowlist"));
    }

    [Fact]
    public async Task The_traits_of_an_account_can_be_set()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(
            HttpMethod.Put, "/kraken/accounts/kraken-load-5/traits",
            new { snakeCase = true, onceHeld = new[] { "TRX" } });

        (await simulator.KrakenAsync("kraken-load-5", "GetApiKeyInfo")).KrakenResult().Text("api_key");

        Assert.Contains("TRX", await simulator.KrakenBalancesAsync("kraken-load-5"));
    }

    private static IEnumerable<string> Texts(JsonElement info, string name) =>
        info.GetProperty(name).EnumerateArray().Select(value => value.GetString() ?? "");
}
