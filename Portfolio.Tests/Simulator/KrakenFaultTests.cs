using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenFaultTests
{
    private const string Json = "application/json";
    private const string Html = "text/html";

    [Theory]
    [InlineData("""{"kind":"status"}""", 200, """{"error":["EService:Unavailable"]}""", Json)]
    [InlineData(
        """{"kind":"status","message":"EService:Throttled: 1704067200"}""", 200,
        """{"error":["EService:Throttled: 1704067200"]}""", Json)]
    [InlineData(
        """{"kind":"status","status":500,"message":"EGeneral:Internal error"}""", 500,
        """{"error":["EGeneral:Internal error"]}""", Json)]
    [InlineData("""{"kind":"status","status":520}""", 520, "<!DOCTYPE html>", Html)]
    [InlineData("""{"kind":"rateLimited"}""", 200, """{"error":["EAPI:Rate limit exceeded"]}""", Json)]
    [InlineData(
        """{"kind":"rateLimited","message":"EGeneral:Too many requests"}""", 200,
        """{"error":["EGeneral:Too many requests"]}""", Json)]
    [InlineData("""{"kind":"banned"}""", 200, """{"error":["EGeneral:Temporary lockout"]}""", Json)]
    [InlineData(
        """{"kind":"banned","banSeconds":60}""", 200, """{"error":["EService:Throttled: 1499827379"]}""", Json)]
    [InlineData("""{"kind":"shape"}""", 200, """{"error":[],"result":[{""", Json)]
    [InlineData("""{"kind":"empty"}""", 200, "", Json)]
    [InlineData("""{"kind":"cut"}""", 200, """{"error":[],"result":{"unix""", Json)]
    [InlineData("""{"kind":"html"}""", 200, "<html>", Html)]
    [InlineData("""{"kind":"waf"}""", 403, "<!DOCTYPE HTML", Html)]
    [InlineData("""{"kind":"country"}""", 403, "<!DOCTYPE html>", Html)]
    [InlineData("""{"kind":"region"}""", 200, """{"error":["EAccount:Invalid permissions"]}""", Json)]
    public async Task A_fault_speaks_Krakens_language(string fault, int status, string start, string type)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, fault);

        using var faulty = await simulator.Http.GetAsync("/0/public/Time", Cancel);
        var body = await faulty.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((status, type), ((int)faulty.StatusCode, faulty.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(start, body, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, body.Length == 0);

        await simulator.ControlAsync(HttpMethod.Delete, "/faults");
        await simulator.KrakenPublicAsync("Time");
    }

    [Fact]
    public async Task A_fault_can_hit_one_method_or_one_account()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SwitchOnAsync(simulator, """{"kind":"banned","pathPrefix":"/0/private/BalanceEx"}""");
        await SwitchOnAsync(simulator, """{"kind":"rateLimited","account":"kraken-twin-one"}""");

        (await simulator.KrakenAsync("kraken-everyday", "BalanceEx")).RefusesLikeKraken("EGeneral:Temporary lockout");
        (await simulator.KrakenAsync("kraken-everyday", "Balance")).KrakenResult();
        (await simulator.KrakenAsync("kraken-twin-one", "Balance")).RefusesLikeKraken("EAPI:Rate limit exceeded");
        (await simulator.KrakenAsync("kraken-twin-two", "Balance")).KrakenResult();
    }

    [Fact]
    public async Task The_first_page_can_be_the_answer_to_every_cursor()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/system", new { pageSize = 2 });
        var first = await PageAsync("1");
        Assert.NotEqual(first, await PageAsync("2"));

        await SwitchOnAsync(simulator, """{"kind":"samePage"}""");

        Assert.Equal(first, await PageAsync("2"));

        async Task<string> PageAsync(string cursor) =>
            (await simulator.KrakenAsync("kraken-bonded", "Earn/Allocations", "cursor=" + cursor)).Body;
    }

    [Fact]
    public async Task A_key_from_a_forbidden_country_is_refused()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Patch, "/accounts/kraken-everyday", new { regionBlocked = true });

        (await simulator.KrakenAsync("kraken-everyday", "Balance")).RefusesLikeKraken("EAccount:Invalid permissions");
    }

    private static Task<JsonElement> SwitchOnAsync(RunningSimulator simulator, string fault) =>
        simulator.ControlAsync(HttpMethod.Post, "/faults", JsonElement.Parse(fault));
}
