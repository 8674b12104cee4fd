using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class OkxFaultTests
{
    private const string Json = "application/json";
    private const string Time = "/api/v5/public/time";

    [Theory]
    [InlineData("""{"kind":"status"}""", 500, """{"msg":"System error. Try again later","code":"50026"}""", Json)]
    [InlineData(
        """{"kind":"status","status":503,"code":50001,"message":"Closed."}""", 503,
        """{"msg":"Closed.","code":"50001"}""", Json)]
    [InlineData(
        """{"kind":"status","status":429,"code":50013,"message":"Busy."}""", 429,
        """{"msg":"Busy.","code":"50013"}""", Json)]
    [InlineData(
        """{"kind":"status","status":401,"code":50102,"message":"Late."}""", 401,
        """{"msg":"Late.","code":"50102"}""", Json)]
    [InlineData(
        """{"kind":"status","status":200,"code":1,"message":"No."}""", 200, """{"msg":"No.","code":"1"}""", Json)]
    [InlineData(
        """{"kind":"rateLimited","numericCode":true}""", 429, """{"msg":"Too Many Requests","code":50011}""", Json)]
    [InlineData("""{"kind":"rateLimited"}""", 429, """{"msg":"Too Many Requests","code":"50011"}""", Json)]
    [InlineData("""{"kind":"rateLimited","body":"Too Many Requests"}""", 429, "Too Many Requests", "text/plain")]
    [InlineData("""{"kind":"shape"}""", 200, """{"code":"0","msg":"","data":{""", Json)]
    [InlineData("""{"kind":"empty"}""", 200, "", Json)]
    [InlineData("""{"kind":"cut"}""", 200, """{"code":"0","data":[{""", Json)]
    [InlineData("""{"kind":"html"}""", 200, "<html>", "text/html")]
    [InlineData("""{"kind":"waf"}""", 403, "<!DOCTYPE HTML", "text/html")]
    [InlineData("""{"kind":"banned"}""", 403, "<!DOCTYPE HTML", "text/html")]
    [InlineData("""{"kind":"region"}""", 200, """{"msg":"You can't access our services""", Json)]
    public async Task A_fault_speaks_OKXs_language(string fault, int status, string start, string type)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, fault);

        using var faulty = await simulator.Http.GetAsync(Time, Cancel);
        var body = await faulty.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((status, type), ((int)faulty.StatusCode, faulty.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(start, body, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, body.Length == 0);

        await simulator.ControlAsync(HttpMethod.Delete, "/faults");
        Assert.Single((await simulator.GetAsync(Time)).OkxRows());
    }

    [Fact]
    public async Task A_fault_can_hit_one_host_one_wallet_or_one_account()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, """{"kind":"status","pathPrefix":"/eea/"}""");
        await SwitchOnAsync(
            simulator, """{"kind":"status","pathPrefix":"/api/v5/asset/balances","account":"okx-everywhere"}""");

        Assert.Equal(500, (int)(await simulator.OkxAsync("okx-eea", OkxRequests.Balance, "/eea")).Status);
        Assert.Equal(500, (int)(await simulator.OkxAsync("okx-everywhere", "/api/v5/asset/balances")).Status);
        Assert.Equal(200, (int)(await simulator.OkxAsync("okx-everywhere", OkxRequests.Balance)).Status);
        Assert.Equal(200, (int)(await simulator.OkxAsync("okx-everyday", "/api/v5/asset/balances")).Status);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("broken")]
    public async Task A_connection_can_break(string kind)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, $$"""{"kind":"{{kind}}"}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.GetAsync(Time));
    }

    private static Task<JsonElement> SwitchOnAsync(RunningSimulator simulator, string fault) =>
        simulator.ControlAsync(HttpMethod.Post, "/faults", JsonElement.Parse(fault));
}
