using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class OkxRefusalTests
{
    private const string Account = "okx-ip-restricted";

    [Fact]
    public async Task Headers_are_judged_before_the_time_and_the_time_before_the_key()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var late = OkxRequests.OkxTimestamp(simulator.Time.GetUtcNow().AddMinutes(-1));
        Dictionary<string, string> sent = [];

        await RefusedAsync("50103", "OK-ACCESS-KEY", "fa4e0000-0000-4000-8000-000000000000");
        await RefusedAsync("50104", "OK-ACCESS-PASSPHRASE", "wrong");
        await RefusedAsync("50106", "OK-ACCESS-SIGN", "d3Jvbmc=");
        await RefusedAsync("50107", "OK-ACCESS-TIMESTAMP", "noon");
        await RefusedAsync("50112", "OK-ACCESS-TIMESTAMP", late);
        await RefusedAsync("50102", "OK-ACCESS-TIMESTAMP", OkxRequests.OkxTimestamp(simulator.Time.GetUtcNow()));
        await RefusedAsync("50119", "OK-ACCESS-KEY", simulator.Key(Account).ApiKey);
        await RefusedAsync("50110", "OK-ACCESS-KEY", simulator.Key("okx-everyday").ApiKey);
        await RefusedAsync("50105", "OK-ACCESS-PASSPHRASE", simulator.Key("okx-everyday").Passphrase ?? "");
        await RefusedAsync("50113", "OK-ACCESS-SIGN", "");

        async Task RefusedAsync(string code, string nextHeader, string nextValue)
        {
            (await simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, sent)).RefusesLikeOkx(401, code);
            sent[nextHeader] = nextValue;
        }
    }

    [Fact]
    public async Task Then_come_environment_address_passphrase_signature_and_permission()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await ChangeAsync(simulator, new { permissions = new { read_only = false, trade = true } });
        var right = simulator.OkxHeaders(Account, OkxRequests.Balance);
        Dictionary<string, string> sent = new(right)
        {
            ["x-simulated-trading"] = "1",
            ["OK-ACCESS-PASSPHRASE"] = "wrong",
            ["OK-ACCESS-SIGN"] = "d3Jvbmc=",
        };

        (await RequestAsync()).RefusesLikeOkx(401, "50101");
        sent["x-simulated-trading"] = "0";
        (await RequestAsync()).RefusesLikeOkx(401, "50110");
        await ChangeAsync(simulator, new { allowedAddresses = new[] { "127.0.0.1" } });
        (await RequestAsync()).RefusesLikeOkx(401, "50105");
        sent["OK-ACCESS-PASSPHRASE"] = right["OK-ACCESS-PASSPHRASE"];
        (await RequestAsync()).RefusesLikeOkx(401, "50113");
        (await simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, right)).RefusesLikeOkx(200, "50120");
        await ChangeAsync(simulator, new { permissions = new { read_only = true } });
        (await simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, right)).OkxRows();

        Task<SimulatorReply> RequestAsync() => simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, sent);
    }

    [Theory]
    [InlineData("okx-unreadable", 200, "50120")]
    [InlineData("okx-region-blocked", 200, "50121")]
    [InlineData("okx-demo-trading", 401, "50101")]
    public async Task A_key_that_may_not_is_refused(string account, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.OkxAsync(account, "/api/v5/account/config")).RefusesLikeOkx(status, code);
    }

    [Fact]
    public async Task The_refusal_of_an_address_names_the_address()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.OkxAsync("okx-ip-restricted", OkxRequests.Balance);

        reply.RefusesLikeOkx(401, "50110");
        Assert.Contains("127.0.0.1", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_demo_trading_is_accepted_where_it_belongs()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var headers = simulator.OkxHeaders("okx-demo-trading", OkxRequests.Balance);
        headers["x-simulated-trading"] = "1";

        Assert.Single((await simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, headers)).OkxRows());
    }

    [Fact]
    public async Task A_deleted_key_no_longer_exists()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Patch, "/accounts/okx-everyday", new { deleted = true });

        (await simulator.OkxAsync("okx-everyday", OkxRequests.Balance)).RefusesLikeOkx(401, "50119");
    }

    [Theory]
    [InlineData("/api/v5/public/instruments", "50014")]
    [InlineData("/api/v5/market/tickers?instType=STOCK", "51000")]
    [InlineData("/api/v5/public/instruments?instType=SPOT&instId=MATIC-USDT", "51000")]
    [InlineData("/api/v5/market/index-tickers", "50014")]
    [InlineData("/api/v5/market/index-tickers?quoteCcy=DOGE", "51000")]
    public async Task A_public_question_that_makes_no_sense_is_refused(string url, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.GetAsync(url)).RefusesLikeOkx(400, code);
    }

    [Theory]
    [InlineData("/api/v5/account/balance?ccy=A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U")]
    [InlineData("/api/v5/asset/asset-valuation?ccy=XAUT")]
    public async Task A_signed_question_that_makes_no_sense_is_refused(string url)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.OkxAsync("okx-everyday", url)).RefusesLikeOkx(400, "51000");
    }

    [Fact]
    public async Task Only_questions_are_answered()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.SendAsync(HttpMethod.Post, OkxRequests.Balance)).RefusesLikeOkx(405, "50115");
    }

    private static Task<JsonElement> ChangeAsync(RunningSimulator simulator, object change) =>
        simulator.ControlAsync(HttpMethod.Patch, $"/accounts/{Account}", change);
}
