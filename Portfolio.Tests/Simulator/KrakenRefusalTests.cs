using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenRefusalTests
{
    private const string Account = "kraken-ip-restricted";

    [Fact]
    public async Task Key_address_code_signature_nonce_counter_permission_and_arguments_are_judged_in_this_order()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Kraken:CounterMax=0");
        var key = simulator.Key(Account);
        await ChangeAsync(simulator, new { permissions = new Dictionary<string, bool> { ["query-funds"] = false } });
        await SetKeyAsync(simulator, new { oneTimeCode = "99" });
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/system", new { refusedKeyError = "EAPI:Refused key" });
        var (apiKey, code) = (key.ApiKey + "x", "1");

        await RefusedAsync("EAPI:Invalid key", signed: false, "x");
        apiKey = key.ApiKey;
        await RefusedAsync("EAPI:Refused key", signed: false, "x");
        await ChangeAsync(simulator, new { allowedAddresses = new[] { "127.0.0.1" } });
        await RefusedAsync("EAPI:Invalid signature", signed: true, "7");
        code = "99";
        await RefusedAsync("EAPI:Invalid signature", signed: false, "x");
        await RefusedAsync("EAPI:Invalid nonce", signed: true, "x");
        await RefusedAsync("EAPI:Rate limit exceeded", signed: true, "8");
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/limits", new { });
        await RefusedAsync("EGeneral:Permission denied", signed: true, "9");
        await ChangeAsync(simulator, new
        {
            permissions = new Dictionary<string, bool> { ["query-funds"] = true, ["add-funds"] = true },
        });
        await RefusedAsync("EGeneral:Invalid arguments", signed: true, "10");

        async Task RefusedAsync(string error, bool signed, string nonce)
        {
            var body = $"nonce={nonce}&otp={code}";
            var signature = signed
                ? KrakenRequests.KrakenSign(key.ApiSecret, "/0/private/DepositMethods", nonce, body)
                : "d3Jvbmc=";
            (await simulator.KrakenPostAsync("DepositMethods", apiKey, signature, body)).RefusesLikeKraken(error);
        }
    }

    [Theory]
    [InlineData("POST", "/0/private/balance")]
    [InlineData("POST", "/0/private/GetAPIKeyInfo")]
    [InlineData("POST", "/0/private/Earn/allocations")]
    [InlineData("POST", "/0/Private/Balance")]
    [InlineData("GET", "/0/private/Balance")]
    [InlineData("PUT", "/0/private/Balance")]
    [InlineData("GET", "/0/public/ticker")]
    [InlineData("GET", "/0/public/Ticker/")]
    [InlineData("DELETE", "/0/public/Ticker")]
    [InlineData("GET", "/0/public/Depth")]
    [InlineData("GET", "/0/private")]
    public async Task A_method_that_does_not_exist_is_404(string http, string path)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.SendAsync(new HttpMethod(http), path)).RefusesLikeKraken("EGeneral:Unknown method", 404);
    }

    [Fact]
    public async Task A_request_without_a_key_has_an_invalid_one()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenPostAsync("Balance", null, null, "nonce=1")).RefusesLikeKraken("EAPI:Invalid key");
    }

    [Theory]
    [InlineData("kraken-ip-restricted", "EAPI:Invalid key")]
    [InlineData("kraken-expired", "EAPI:Invalid key")]
    [InlineData("kraken-otp", "EAPI:Invalid signature")]
    [InlineData("kraken-unreadable", "EGeneral:Permission denied")]
    [InlineData("kraken-used-before", "EAPI:Invalid nonce")]
    public async Task A_key_that_may_not_is_refused(string account, string error)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenAsync(account, "BalanceEx")).RefusesLikeKraken(error);
    }

    [Theory]
    [InlineData("kraken-ip-restricted")]
    [InlineData("kraken-expired")]
    public async Task The_answer_to_an_address_or_an_expired_key_can_be_another(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(
            HttpMethod.Put, "/kraken/system", new { refusedKeyError = "EGeneral:Permission denied" });

        (await simulator.KrakenAsync(account, "Balance")).RefusesLikeKraken("EGeneral:Permission denied");
    }

    [Fact]
    public async Task A_deleted_key_is_invalid()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Patch, "/accounts/kraken-everyday", new { deleted = true });

        (await simulator.KrakenAsync("kraken-everyday", "Balance")).RefusesLikeKraken("EAPI:Invalid key");
    }

    [Fact]
    public async Task A_key_expires_when_its_time_has_come()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var end = simulator.Time.GetUtcNow().ToUnixTimeSeconds() + 60;
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/accounts/kraken-everyday/key", new { validUntil = end });

        (await simulator.KrakenAsync("kraken-everyday", "Balance")).KrakenResult();
        simulator.Time.Advance(TimeSpan.FromSeconds(60));

        (await simulator.KrakenAsync("kraken-everyday", "Balance")).RefusesLikeKraken("EAPI:Invalid key");
    }

    [Fact]
    public async Task A_second_factor_is_required_by_its_key_and_wrong_with_any_other()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenAsync("kraken-otp", "Balance", "otp=246810")).KrakenResult();
        (await simulator.KrakenAsync("kraken-otp", "Balance", "otp=000000"))
            .RefusesLikeKraken("EAPI:Invalid signature");
        (await simulator.KrakenAsync("kraken-everyday", "Balance", "otp=246810"))
            .RefusesLikeKraken("EAPI:Invalid key");
    }

    [Theory]
    [InlineData("kraken-everyday", "WithdrawMethods", "", false)]
    [InlineData("kraken-withdrawer", "WithdrawMethods", "", true)]
    [InlineData("kraken-everyday", "WithdrawAddresses", "", false)]
    [InlineData("kraken-withdrawer", "WithdrawAddresses", "", true)]
    [InlineData("kraken-everyday", "DepositMethods", "asset=XBT", false)]
    [InlineData("kraken-depositor", "DepositMethods", "asset=XBT", true)]
    [InlineData("kraken-everyday", "TradeBalance", "", false)]
    [InlineData("kraken-reader", "TradeBalance", "", true)]
    [InlineData("kraken-unreadable", "Ledgers", "", true)]
    [InlineData("kraken-unreadable", "Earn/Allocations", "", false)]
    [InlineData("kraken-unreadable", "Earn/Strategies", "", true)]
    [InlineData("kraken-unreadable", "GetApiKeyInfo", "", true)]
    public async Task A_method_answers_a_key_with_its_right(
        string account, string method, string parameters, bool answers)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.KrakenAsync(account, method, parameters);

        if (answers)
            reply.KrakenResult();
        else
            reply.RefusesLikeKraken("EGeneral:Permission denied");
    }

    [Theory]
    [InlineData("kraken-trader", "AddOrder")]
    [InlineData("kraken-closer", "CancelAll")]
    [InlineData("kraken-withdrawer", "Withdraw")]
    [InlineData("kraken-depositor", "DepositAddresses")]
    [InlineData("kraken-earner", "Earn/Allocate")]
    public async Task A_method_that_moves_something_never_succeeds_and_is_logged(string account, string method)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenAsync("kraken-everyday", method)).RefusesLikeKraken("EGeneral:Permission denied");
        (await simulator.KrakenAsync(account, method)).RefusesLikeKraken("EGeneral:Invalid arguments");

        var log = await simulator.ControlAsync(HttpMethod.Get, "/requests?pathPrefix=/0/private/" + method);
        Assert.Equal(
            ["kraken-everyday", account],
            log.GetProperty("requests").EnumerateArray().Select(entry => entry.Text("account")));
    }

    private static Task<JsonElement> ChangeAsync(RunningSimulator simulator, object change) =>
        simulator.ControlAsync(HttpMethod.Patch, $"/accounts/{Account}", change);

    private static Task<JsonElement> SetKeyAsync(RunningSimulator simulator, object traits) =>
        simulator.ControlAsync(HttpMethod.Put, $"/kraken/accounts/{Account}/key", traits);
}
