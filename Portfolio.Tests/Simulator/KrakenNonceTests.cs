using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenNonceTests
{
    private const string Account = "kraken-everyday";

    [Fact]
    public async Task A_nonce_must_be_above_every_earlier_one_of_its_key()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        await TakenAsync(simulator, "5");
        await RefusedAsync(simulator, "5");
        await RefusedAsync(simulator, "4");
        await TakenAsync(simulator, "18446744073709551614");
        await TakenAsync(simulator, "18446744073709551615");
        await RefusedAsync(simulator, "18446744073709551615");
        (await simulator.KrakenAsync("kraken-everywhere", "Balance", nonce: "1")).KrakenResult();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-7")]
    [InlineData("7.5")]
    [InlineData("7e3")]
    [InlineData("0x7")]
    [InlineData("18446744073709551616")]
    public async Task A_nonce_is_a_number_of_64_bits(string nonce)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        await RefusedAsync(simulator, nonce);
    }

    [Fact]
    public async Task A_request_with_a_wrong_signature_uses_up_no_nonce()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenPostAsync("Balance", simulator.Key(Account).ApiKey, "d3Jvbmc=", "nonce=900"))
            .RefusesLikeKraken("EAPI:Invalid signature");

        await TakenAsync(simulator, "5");
    }

    [Fact]
    public async Task A_request_beyond_the_counter_uses_up_its_nonce()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Kraken:CounterMax=1");
        await TakenAsync(simulator, "5");

        (await simulator.KrakenAsync(Account, "Balance", nonce: "6")).RefusesLikeKraken("EAPI:Rate limit exceeded");

        await RefusedAsync(simulator, "6");
    }

    [Fact]
    public async Task Within_the_window_of_its_key_an_unused_nonce_may_be_late()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, $"/kraken/accounts/{Account}/key", new { nonceWindow = 10 });

        await TakenAsync(simulator, "100");
        await TakenAsync(simulator, "90");
        await RefusedAsync(simulator, "89");
        await RefusedAsync(simulator, "90");
        await RefusedAsync(simulator, "100");
        await TakenAsync(simulator, "101");
        await TakenAsync(simulator, "91");
        await RefusedAsync(simulator, "90");
    }

    [Fact]
    public async Task The_keys_of_one_account_have_nonces_of_their_own()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenAsync("kraken-twin-one", "Balance", nonce: "500")).KrakenResult();
        (await simulator.KrakenAsync("kraken-twin-two", "Balance", nonce: "7")).KrakenResult();
    }

    [Fact]
    public async Task A_key_that_another_program_used_takes_only_nonces_above_its_own()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.KrakenAsync("kraken-used-before", "Balance", nonce: "1795830653159613147"))
            .RefusesLikeKraken("EAPI:Invalid nonce");
        (await simulator.KrakenAsync("kraken-used-before", "Balance", nonce: "4000000000000000001")).KrakenResult();
    }

    [Fact]
    public async Task The_control_route_counts_the_nonces_of_each_key()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await TakenAsync(simulator, "18446744073709551615");
        await RefusedAsync(simulator, "5");
        await RefusedAsync(simulator, "6");

        var nonces = await NoncesAsync(simulator);

        Assert.Equal(
            """{"key":"kraken-everyday","highest":"18446744073709551615","accepted":1,"invalid":2,"mostInFlight":1}""",
            nonces.GetRawText());
    }

    [Fact]
    public async Task Requests_of_one_key_that_overlap_are_counted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/system", new { answerDelayMs = 1000 });

        var first = simulator.KrakenAsync(Account, "Balance", nonce: "1");
        await UntilAsync(simulator, accepted: 1);
        var second = simulator.KrakenAsync(Account, "Balance", nonce: "2");
        await UntilAsync(simulator, accepted: 2);
        await AnswersAsync(simulator, first, second);

        Assert.Equal(2, (await NoncesAsync(simulator)).GetProperty("mostInFlight").GetInt32());
    }

    [Fact]
    public async Task Requests_that_follow_each_other_do_not_overlap()
    {
        await using var simulator = await RunningSimulator.StartAsync("--Simulator:Kraken:CounterMax=200");

        for (var call = 0; call < 100; call++)
            (await simulator.KrakenAsync(Account, "Balance")).KrakenResult();

        Assert.Equal(1, (await NoncesAsync(simulator)).GetProperty("mostInFlight").GetInt32());
    }

    [Fact]
    public async Task Reset_forgets_the_nonces()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await TakenAsync(simulator, "500");

        await simulator.ControlAsync(HttpMethod.Post, "/reset");

        await TakenAsync(simulator, "5");
    }

    private static async Task TakenAsync(RunningSimulator simulator, string nonce) =>
        (await simulator.KrakenAsync(Account, "Balance", nonce: nonce)).KrakenResult();

    private static async Task RefusedAsync(RunningSimulator simulator, string nonce) =>
        (await simulator.KrakenAsync(Account, "Balance", nonce: nonce)).RefusesLikeKraken("EAPI:Invalid nonce");

    /// <summary>A nonce is counted a moment before the delay of its answer begins to run.</summary>
    private static async Task AnswersAsync(RunningSimulator simulator, params Task[] requests)
    {
        var answered = Task.WhenAll(requests);
        while (!answered.IsCompleted)
        {
            simulator.Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        await answered;
    }

    private static async Task UntilAsync(RunningSimulator simulator, int accepted)
    {
        while ((await simulator.ControlAsync(HttpMethod.Get, "/kraken/nonces")).EnumerateArray()
            .All(key => key.GetProperty("accepted").GetInt32() < accepted))
        {
            await Task.Yield();
        }
    }

    private static async Task<JsonElement> NoncesAsync(RunningSimulator simulator) =>
        Assert.Single((await simulator.ControlAsync(HttpMethod.Get, "/kraken/nonces")).EnumerateArray());
}
