using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenEarnTests
{
    private const string Allocations = "Earn/Allocations";

    [Fact]
    public async Task Coins_in_a_row_with_a_suffix_are_allocated_too_and_coins_in_a_vault_are_in_no_row()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var items = await ItemsAsync(simulator, "kraken-everywhere");
        var rows = await simulator.KrakenBalancesAsync("kraken-everywhere");

        Assert.Equal(
            ["BTC 0.0200000000", "BTC 0.0500000000"],
            items.Where(item => item.Text("native_asset") is "BTC")
                .Select(item => $"BTC {Total(item).Text("native")}").Order());
        Assert.Equal(("0.0500000000", "0.0200000000"), (rows["XBT.F"], rows["XBT.M"]));
        Assert.Single(items, item => IsOfVault(Total(item).Text("native")));
        Assert.DoesNotContain(rows.Values, IsOfVault);
    }

    [Fact]
    public async Task A_total_is_an_object_with_both_amounts()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var result = (await simulator.KrakenAsync("kraken-vault", Allocations)).KrakenResult();

        Assert.Equal(("USD", "26199.5025"), (result.Text("converted_asset"), result.Text("total_allocated")));
        Assert.Equal(
            """{"native":"0.2500000000","converted":"21200.0025"}""",
            Total(result.GetProperty("items")[0]).GetRawText());
    }

    [Fact]
    public async Task Amounts_are_converted_to_the_asset_that_is_requested()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var result = (await simulator.KrakenAsync("kraken-vault", Allocations, "converted_asset=XBT")).KrakenResult();

        Assert.Equal("BTC", result.Text("converted_asset"));
        Assert.Equal("0.2500", Total(result.GetProperty("items")[0]).Text("converted"));
        (await simulator.KrakenAsync("kraken-vault", Allocations, "converted_asset=NOPE"))
            .RefusesLikeKraken("EQuery:Unknown asset");
    }

    [Fact]
    public async Task Coins_on_their_way_out_are_a_part_of_the_total()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var dot = (await ItemsAsync(simulator, "kraken-bonded"))
            .Single(item => item.Text("native_asset") is "DOT").GetProperty("amount_allocated");

        Assert.Equal("160.0000000000", dot.GetProperty("total").Text("native"));
        Assert.Equal("10.0000000000", dot.GetProperty("unbonding").Text("native"));
        Assert.Equal("37.4200", dot.GetProperty("unbonding").Text("converted"));
        Assert.Equal(1, dot.GetProperty("unbonding").GetProperty("allocation_count").GetInt32());
        Assert.Equal("160.0000000000", (await simulator.KrakenBalancesAsync("kraken-bonded"))["DOT28.S"]);
    }

    [Fact]
    public async Task Zeros_are_hidden_on_request()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var all = await ItemsAsync(simulator, "kraken-emptied");

        Assert.Equal(["BTC", "ETH", "DOT"], all.Select(item => item.Text("native_asset")));
        Assert.All(all, item => Assert.Equal("0.0000000000", Total(item).Text("native")));
        Assert.Empty(await ItemsAsync(simulator, "kraken-emptied", "hide_zero_allocations=true"));
    }

    [Fact]
    public async Task Pages_follow_each_other_by_the_cursor()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var all = await ItemsAsync(simulator, "kraken-everywhere");
        await simulator.ControlAsync(HttpMethod.Put, "/kraken/system", new { pageSize = 4 });

        List<string> paged = [];
        for (var cursor = "1"; cursor is not "";)
        {
            var page = (await simulator.KrakenAsync("kraken-everywhere", Allocations, "cursor=" + cursor))
                .KrakenResult();
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("strategy_id")));
            cursor = page.TryGetProperty("next_cursor", out var next) ? next.GetString() ?? "" : "";
        }

        Assert.Equal(all.Select(item => item.Text("strategy_id")), paged);
        Assert.Equal(4, (await ItemsAsync(simulator, "kraken-everywhere")).Count);
        (await simulator.KrakenAsync("kraken-everywhere", Allocations, "cursor=x"))
            .RefusesLikeKraken("EGeneral:Invalid arguments");
    }

    [Fact]
    public async Task Every_allocation_has_a_strategy_that_names_its_lock_and_its_source()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var strategies = (await simulator.KrakenAsync("kraken-everywhere", "Earn/Strategies", "limit=10000"))
            .KrakenResult().GetProperty("items").EnumerateArray().ToDictionary(strategy => strategy.Text("id"));

        var kinds = (await ItemsAsync(simulator, "kraken-everywhere"))
            .Select(item => strategies[item.Text("strategy_id")])
            .Select(strategy => string.Join(
                ' ', strategy.Text("asset"), Type(strategy, "lock_type"), Type(strategy, "yield_source")));

        Assert.Superset(
            new HashSet<string>
            {
                "BTC flex staking", "BTC flex opt_in_rewards", "USDC instant defi", "ETH instant staking",
                "DOT bonded staking", "USDC timed off_chain",
            },
            kinds.ToHashSet());
    }

    /// <summary>The account has 2,500 USDC in a vault.</summary>
    private static bool IsOfVault(string amount) => amount.StartsWith("2500.", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(
        RunningSimulator simulator, string account, string parameters = "") =>
        [
            .. (await simulator.KrakenAsync(account, Allocations, parameters)).KrakenResult()
                .GetProperty("items").EnumerateArray(),
        ];

    private static JsonElement Total(JsonElement item) => item.GetProperty("amount_allocated").GetProperty("total");

    private static string Type(JsonElement strategy, string field) => strategy.GetProperty(field).Text("type");
}
