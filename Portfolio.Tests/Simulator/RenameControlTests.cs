using System.Text.Json;

namespace Portfolio.Tests.Simulator;

/// <summary>The steps by which an exchange renames an asset.</summary>
public sealed class RenameControlTests
{
    [Fact]
    public async Task Every_pair_of_an_asset_changes_its_state_at_once()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var halted = await simulator.ControlAsync(HttpMethod.Put, "/binance/assets/S/pairs", new { status = "HALT" });
        var ended = await simulator.ControlAsync(HttpMethod.Put, "/okx/assets/POL/pairs", new { status = "delisted" });

        Assert.Contains("SUSDT", Texts(halted));
        Assert.Contains("POL-USDT", Texts(ended));
        foreach (var symbol in Texts(halted))
        {
            var pair = await simulator.ControlAsync(HttpMethod.Get, $"/binance/pairs/{symbol}");
            Assert.Equal("HALT", pair.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task A_conversion_handles_each_wallet_separately_and_truncates_to_the_eighth_decimal()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        const string Balances = "/accounts/renaming/balances";
        await simulator.ControlAsync(
            HttpMethod.Put, $"{Balances}/spot/LEND", new { free = "12.3456789", locked = "100" });
        await simulator.ControlAsync(HttpMethod.Put, $"{Balances}/funding/LEND", new { free = "200" });
        await simulator.ControlAsync(HttpMethod.Put, $"{Balances}/spot/AAVE", new { free = "1" });

        var converted = await simulator.ControlAsync(
            HttpMethod.Post,
            "/accounts/renaming/conversions",
            new { from = "LEND", to = "AAVE", fromUnits = 100, wallets = new[] { "spot" } });

        var row = Assert.Single(converted.EnumerateArray());
        Assert.Equal(
            ("spot", "1.12345678", "1.00000000"),
            (row.GetProperty("wallet").GetString(), row.GetProperty("free")
                .GetString(), row.GetProperty("locked").GetString()));
        var left = await simulator.ControlAsync(HttpMethod.Get, Balances);
        Assert.Equal(
            ["funding"],
            left.EnumerateArray().Where(balance => balance.GetProperty("asset").ValueEquals("LEND"))
                .Select(balance => balance.GetProperty("wallet").GetString()));
    }

    private static List<string?> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString())];
}
