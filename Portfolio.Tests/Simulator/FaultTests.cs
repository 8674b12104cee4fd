using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class FaultTests
{
    private const string Price = "/api/v3/ticker/price?symbol=BTCUSDT";

    [Theory]
    [InlineData(
        """{"kind":"status","status":503,"code":-1008,"message":"Busy."}""", 503,
        """{"code":-1008,"msg":"Busy."}""")]
    [InlineData("""{"kind":"status","status":502,"body":"Bad gateway"}""", 502, "Bad gateway")]
    [InlineData("""{"kind":"html"}""", 200, "<html>")]
    [InlineData("""{"kind":"empty"}""", 200, "")]
    [InlineData("""{"kind":"cut"}""", 200, "{\"symbol\":\"BTCUSDT\",\"p")]
    [InlineData("""{"kind":"shape"}""", 200, """{"success":true""")]
    [InlineData("""{"kind":"rateLimited","retryAfterSeconds":0}""", 429, """{"code":-1003""")]
    [InlineData(
        """{"kind":"banned","banSeconds":60}""", 418,
        """{"code":-1003,"msg":"Way too much request weight used; IP banned until 1499827379559.""")]
    [InlineData("""{"kind":"waf"}""", 403, "<!DOCTYPE HTML")]
    [InlineData("""{"kind":"region"}""", 451, "{\"code\":0,")]
    [InlineData("""{"kind":"country"}""", 403, "<!DOCTYPE HTML")]
    public async Task A_fault_answers_in_the_exchanges_place_until_it_is_cleared(string fault, int status, string start)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, fault);

        var faulty = await simulator.GetAsync(Price);
        Assert.Equal(status, (int)faulty.Status);
        Assert.StartsWith(start, faulty.Body, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, faulty.Body.Length == 0);

        await simulator.ControlAsync(HttpMethod.Delete, "/faults");
        Assert.Equal("84800.01000000", (await simulator.GetAsync(Price)).Json.GetProperty("price").GetString());
    }

    [Theory]
    [InlineData("""{"kind":"rateLimited","retryAfterSeconds":7}""", "7")]
    [InlineData("""{"kind":"rateLimited","retryAfterSeconds":0}""", "0")]
    [InlineData("""{"kind":"rateLimited"}""", "")]
    public async Task Retry_After_is_sent_when_it_was_given(string fault, string header)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, fault);

        Assert.Equal(header, (await simulator.GetAsync(Price)).Header("Retry-After"));
    }

    [Fact]
    public async Task A_fault_hits_only_its_paths_its_account_and_as_many_requests_as_told()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(
            simulator, """{"kind":"status","status":500,"pathPrefix":"/api/v3/account","account":"dust","times":2}""");

        Assert.Equal(200, (int)(await simulator.GetAsync(Price)).Status);
        Assert.Equal(200, (int)(await simulator.SignedAsync("everyday", "/api/v3/account")).Status);
        Assert.Equal(500, (int)(await simulator.SignedAsync("dust", "/api/v3/account")).Status);
        Assert.Equal(500, (int)(await simulator.SignedAsync("dust", "/api/v3/account")).Status);
        Assert.Equal(200, (int)(await simulator.SignedAsync("dust", "/api/v3/account")).Status);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("broken")]
    public async Task A_connection_can_break(string kind)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, $$"""{"kind":"{{kind}}"}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.GetAsync(Price));
    }

    [Fact]
    public async Task A_request_that_hangs_is_dropped_when_the_fault_is_cleared()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var fault = await SwitchOnAsync(simulator, """{"kind":"hang"}""");

        var hanging = simulator.GetAsync(Price);
        while ((await simulator.ControlAsync(HttpMethod.Get, "/faults"))[0].GetProperty("hits").GetInt32() == 0)
            Cancel.ThrowIfCancellationRequested();
        Assert.False(hanging.IsCompleted);

        await simulator.ControlAsync(HttpMethod.Delete, $"/faults/{fault.GetProperty("id").GetInt32()}");
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task A_slow_answer_comes_when_its_time_has_passed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, """{"kind":"slow","delayMs":30000}""");

        var slow = simulator.GetAsync(Price);
        while (!slow.IsCompleted)
        {
            await simulator.ControlAsync(HttpMethod.Get, "/faults");
            simulator.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(200, (int)(await slow).Status);
    }

    private static Task<JsonElement> SwitchOnAsync(RunningSimulator simulator, string fault) =>
        simulator.ControlAsync(HttpMethod.Post, "/faults", JsonElement.Parse(fault));
}
