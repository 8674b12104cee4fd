namespace Portfolio.Tests.Simulator;

public sealed class RefusalTests
{
    private const string Sapi = "/sapi/v1/account/status";
    private const string Api = "/api/v3/account";

    [Theory]
    [InlineData(Api, null, 401, -2014)]
    [InlineData(Api, "too-short", 401, -2014)]
    [InlineData(Api, "NobodysKeyNobodysKeyNobodysKeyNobodysKeyNobodysKeyNobodysKey0123", 401, -2015)]
    [InlineData(Sapi, "NobodysKeyNobodysKeyNobodysKeyNobodysKeyNobodysKeyNobodysKey0123", 400, -2008)]
    public async Task A_key_that_is_no_key_is_refused(string path, string? apiKey, int status, int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SendAsync(
            HttpMethod.Get, $"{path}?timestamp=1499827319559&signature={new string('0', 64)}", apiKey);

        reply.Refuses(status, code);
    }

    [Theory]
    [InlineData("unreadable", Api, 401, -2015)]
    [InlineData("unreadable", Sapi, 400, -2015)]
    [InlineData("ip-restricted", Api, 401, -2015)]
    [InlineData("ip-restricted", "/sapi/v1/account/apiRestrictions", 400, -2015)]
    [InlineData("region-blocked", Api, 451, 0)]
    public async Task A_key_that_may_not_is_refused(string account, string path, int status, int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.SignedAsync(account, path)).Refuses(status, code);
    }

    [Fact]
    public async Task A_key_without_reading_may_still_read_its_rights()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SignedAsync("unreadable", "/sapi/v1/account/apiRestrictions");

        Assert.False(reply.Json.GetProperty("enableReading").GetBoolean());
    }

    [Theory]
    [InlineData("signature=00", -1102)]
    [InlineData("timestamp=&signature=00", -1102)]
    [InlineData("timestamp=1499827319559", -1102)]
    [InlineData("timestamp=yesterday&signature=00", -1100)]
    [InlineData("timestamp=1499827319559&timestamp=1499827319559&signature=00", -1101)]
    [InlineData("timestamp=1499827319559&colour=red&signature=00", -1104)]
    public async Task A_request_with_wrong_parameters_is_refused(string query, int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SendAsync(HttpMethod.Get, $"{Api}?{query}", simulator.Key("everyday").ApiKey);

        reply.Refuses(400, code);
    }

    [Theory]
    [InlineData("/api/v3/ping?x=1", -1101)]
    [InlineData("/api/v3/ticker/price?symbol=NOPEUSDT", -1121)]
    [InlineData("/api/v3/ticker/price?symbol=btcusdt", -1100)]
    [InlineData("/api/v3/ticker/price?symbol=", -1105)]
    [InlineData("/api/v3/ticker/price?symbols=[\"BTCUSDT\",%20\"ETHUSDT\"]", -1100)]
    [InlineData("/api/v3/ticker/price?symbols=[\"BTCUSDT\",\"NOPEUSDT\"]", -1121)]
    [InlineData("/api/v3/ticker/price?symbol=BTCUSDT&symbols=[\"BTCUSDT\"]", -1128)]
    [InlineData("/api/v3/ticker/price?symbol=MATICUSDT&symbolStatus=TRADING", -1220)]
    [InlineData("/api/v3/exchangeInfo?symbolStatus=SLEEPING", -1130)]
    public async Task A_public_question_that_makes_no_sense_is_refused(string url, int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.GetAsync(url)).Refuses(400, code);
    }

    [Theory]
    [InlineData("GET", "/api/v3/nowhere", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/sapi/v1/asset/get-funding-asset", 405)]
    public async Task A_missing_path_is_answered_without_a_page(string method, string path, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SendAsync(new HttpMethod(method), path);

        Assert.Equal((status, ""), ((int)reply.Status, reply.Body));
    }
}
