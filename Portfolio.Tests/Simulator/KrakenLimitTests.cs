using Microsoft.Extensions.Options;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenLimitTests
{
    private const string Account = "kraken-everyday";
    private const string Full = "EAPI:Rate limit exceeded";
    private const string Lockout = "EGeneral:Temporary lockout";

    [Fact]
    public async Task The_counter_of_a_key_is_full_after_fifteen_calls_and_falls_with_time()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        for (var call = 0; call < 15; call++)
            (await simulator.KrakenAsync("kraken-twin-one", "Balance")).KrakenResult();

        (await simulator.KrakenAsync("kraken-twin-one", "Balance")).RefusesLikeKraken(Full);
        (await simulator.KrakenAsync("kraken-twin-two", "Balance")).KrakenResult();

        simulator.Time.Advance(TimeSpan.FromSeconds(3));
        (await simulator.KrakenAsync("kraken-twin-one", "Balance")).RefusesLikeKraken(Full);
        simulator.Time.Advance(TimeSpan.FromSeconds(4));
        (await simulator.KrakenAsync("kraken-twin-one", "Balance")).KrakenResult();
        (await simulator.KrakenAsync("kraken-twin-one", "Balance")).RefusesLikeKraken(Full);
    }

    [Theory]
    [InlineData("Ledgers")]
    [InlineData("TradesHistory")]
    public async Task A_history_counts_four_times(string method)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        for (var call = 0; call < 3; call++)
            (await simulator.KrakenAsync("kraken-reader", method)).KrakenResult();

        (await simulator.KrakenAsync("kraken-reader", method)).RefusesLikeKraken(Full);
    }

    [Theory]
    [InlineData("kraken-pro", "{}", 20)]
    [InlineData(Account, """{"tier":"intermediate"}""", 20)]
    [InlineData(Account, """{"counterMax":2}""", 2)]
    public async Task Another_tier_has_another_counter(string account, string limits, int calls)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/limits", System.Text.Json.JsonElement.Parse(limits));

        for (var call = 0; call < calls; call++)
            (await simulator.KrakenAsync(account, "Balance")).KrakenResult();

        (await simulator.KrakenAsync(account, "Balance")).RefusesLikeKraken(Full);
        Assert.Equal(
            1, (await simulator.ControlAsync(HttpMethod.Get, "/kraken/limits")).GetProperty("refused").GetInt32());
    }

    [Fact]
    public async Task Usage_can_be_forgiven()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Kraken:CounterMax=1");
        (await simulator.KrakenAsync(Account, "Balance")).KrakenResult();
        (await simulator.KrakenAsync(Account, "Balance")).RefusesLikeKraken(Full);

        await simulator.ControlAsync(HttpMethod.Delete, "/limits/usage");

        (await simulator.KrakenAsync(Account, "Balance")).KrakenResult();
    }

    [Fact]
    public async Task Public_calls_are_without_limit_until_one_is_set()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        for (var call = 0; call < 30; call++)
            await simulator.KrakenPublicAsync("Time");
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/limits", new { publicBurst = 2 });

        await simulator.KrakenPublicAsync("Time");
        await simulator.KrakenPublicAsync("SystemStatus");
        (await simulator.GetAsync("/0/public/Ticker")).RefusesLikeKraken("EGeneral:Too many requests");

        simulator.Time.Advance(TimeSpan.FromSeconds(1.5));
        await simulator.KrakenPublicAsync("Time");
    }

    [Theory]
    [InlineData("signature")]
    [InlineData("nonce")]
    [InlineData("otp")]
    public async Task A_key_is_locked_out_after_ten_refusals(string wrong)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        for (var call = 0; call < 10; call++)
            Assert.Contains("EAPI:Invalid", (await FailAsync(simulator, wrong)).Body, StringComparison.Ordinal);

        (await simulator.KrakenAsync(Account, "Balance")).RefusesLikeKraken(Lockout);
        (await simulator.KrakenAsync("kraken-everywhere", "Balance")).KrakenResult();
    }

    [Fact]
    public async Task Every_attempt_begins_the_lockout_again()
    {
        await using var simulator = await LockedOutAsync();

        simulator.Time.Advance(TimeSpan.FromMinutes(14));
        (await simulator.KrakenAsync(Account, "Balance")).RefusesLikeKraken(Lockout);
        simulator.Time.Advance(TimeSpan.FromMinutes(14));
        (await simulator.KrakenAsync(Account, "Balance")).RefusesLikeKraken(Lockout);
        simulator.Time.Advance(TimeSpan.FromMinutes(15));

        (await simulator.KrakenAsync(Account, "Balance")).KrakenResult();
    }

    [Fact]
    public async Task Refusals_that_lie_far_apart_lock_no_key_out()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        for (var call = 0; call < 30; call++)
        {
            await FailAsync(simulator, "signature");
            simulator.Time.Advance(TimeSpan.FromSeconds(10));
        }

        (await simulator.KrakenAsync(Account, "Balance")).KrakenResult();
    }

    [Fact]
    public async Task An_address_can_be_locked_out_with_all_its_keys()
    {
        await using var simulator = await RunningSimulator.StartAsync(
            "--Simulator:Kraken:LockoutByAddress=true", "--Simulator:Kraken:FailuresBeforeLockout=2");

        (await simulator.KrakenPostAsync("Balance", "no-such-key", "x", "nonce=1"))
            .RefusesLikeKraken("EAPI:Invalid key");
        (await simulator.KrakenPostAsync("Balance", "another", "x", "nonce=1")).RefusesLikeKraken("EAPI:Invalid key");

        (await simulator.KrakenAsync(Account, "Balance")).RefusesLikeKraken(Lockout);
        await simulator.KrakenPublicAsync("Time");
    }

    [Fact]
    public async Task Forgiving_usage_ends_a_lockout()
    {
        await using var simulator = await LockedOutAsync();
        (await simulator.KrakenAsync(Account, "Balance")).RefusesLikeKraken(Lockout);

        await simulator.ControlAsync(HttpMethod.Delete, "/limits/usage");

        (await simulator.KrakenAsync(Account, "Balance")).KrakenResult();
    }

    [Theory]
    [InlineData("--Simulator:Kraken:Tier=gold")]
    [InlineData("--Simulator:Kraken:FailuresBeforeLockout=0")]
    [InlineData("--Simulator:Kraken:PublicBurst=-1")]
    public async Task A_wrong_setting_ends_the_start(string setting) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => RunningSimulator.StartAsync(setting));

    private static async Task<RunningSimulator> LockedOutAsync()
    {
        var simulator = await RunningSimulator.StartAsync("--Simulator:Kraken:FailuresBeforeLockout=2");
        await FailAsync(simulator, "signature");
        await FailAsync(simulator, "nonce");
        return simulator;
    }

    private static Task<SimulatorReply> FailAsync(RunningSimulator simulator, string wrong) => wrong switch
    {
        "nonce" => simulator.KrakenAsync(Account, "Balance", nonce: "0"),
        "otp" => simulator.KrakenAsync(Account, "Balance", "otp=1"),
        _ => simulator.KrakenPostAsync("Balance", simulator.Key(Account).ApiKey, "d3Jvbmc=", "nonce=1"),
    };
}
