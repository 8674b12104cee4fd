using System.Globalization;

namespace Portfolio.Tests.Simulator;

public sealed class ClockTests
{
    [Theory]
    [InlineData(0, "5000", 0)]
    [InlineData(999, "5000", 0)]
    [InlineData(1000, "60000", -1021)]
    [InlineData(-5000, null, 0)]
    [InlineData(-5001, null, -1021)]
    [InlineData(-60_000, "60000", 0)]
    [InlineData(-60_001, "60000", -1021)]
    [InlineData(-1, "0.5", -1021)]
    [InlineData(0, "60000.001", -1131)]
    [InlineData(0, "60001", -1131)]
    [InlineData(0, "five", -1100)]
    public async Task A_timestamp_may_be_less_than_a_second_ahead_and_a_window_behind(
        int aheadMs, string? recvWindow, int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var window = recvWindow is null ? "" : $"recvWindow={recvWindow}&";
        var timestamp = RunningSimulator.Timestamp(simulator.Time.GetUtcNow().AddMilliseconds(aheadMs));

        var reply = await simulator.SignedAsync("everyday", "/api/v3/account", window + timestamp);

        if (code == 0)
            Assert.Equal(200, (int)reply.Status);
        else
            reply.Refuses(400, code);
    }

    [Fact]
    public async Task The_text_distinguishes_a_fast_clock_from_a_slow_one()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var fast = await simulator.SignedAsync("everyday", "/api/v3/account", Timestamp(simulator, 2000));
        var slow = await simulator.SignedAsync("everyday", "/api/v3/account", Timestamp(simulator, -9000));

        Assert.Contains("ahead of the server's time", fast.Body, StringComparison.Ordinal);
        Assert.Contains("outside of the recvWindow", slow.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timestamp_may_be_in_microseconds()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var micros = (RunningSimulator.StartMs * 1000).ToString(CultureInfo.InvariantCulture);

        var reply = await simulator.SignedAsync("everyday", "/api/v3/account", $"timestamp={micros}");

        Assert.Equal(200, (int)reply.Status);
    }

    [Fact]
    public async Task The_servers_clock_can_be_moved_away_from_the_clients()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        await simulator.ControlAsync(HttpMethod.Put, "/clock", new { offsetMs = -3000 });

        var time = await simulator.GetAsync("/api/v3/time");
        Assert.Equal(RunningSimulator.StartMs - 3000, time.Json.GetProperty("serverTime").GetInt64());
        (await simulator.SignedAsync("everyday", "/api/v3/account")).Refuses(400, -1021);
    }

    private static string Timestamp(RunningSimulator simulator, int aheadMs) =>
        RunningSimulator.Timestamp(simulator.Time.GetUtcNow().AddMilliseconds(aheadMs));
}
