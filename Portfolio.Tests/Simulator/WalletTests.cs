using Portfolio.Simulator.Binance.Accounts;

namespace Portfolio.Tests.Simulator;

public sealed class WalletTests
{
    private const string Spot = "/api/v3/account";

    [Fact]
    public async Task Zero_balances_come_unless_they_are_omitted()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var all = (await simulator.SignedAsync("everyday", Spot)).Balances();
        var held = (await simulator.SignedAsync("everyday", Spot, "omitZeroBalances=true")).Balances();

        Assert.True(all.Count > 300);
        Assert.Equal(held, all.Where(row => row.Value is not ("0.00000000", "0.00000000")).ToDictionary());
        Assert.Equal(("2450.12345678", "100.00000000"), held["USDT"]);
        Assert.Equal(9, held.Count);
    }

    [Fact]
    public async Task Flexible_earn_is_also_in_the_spot_wallet_as_receipts_beside_the_real_LDO()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var spot = (await simulator.SignedAsync("receipts", Spot, "omitZeroBalances=true")).Balances();

        Assert.Equal(
            ["BTC", "LDBAKET", "LDERD", "LDLDO", "LDO", "LDSHIB2", "LDUSDT"], spot.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("25000000.00000000", spot["LDSHIB2"].Free);
    }

    [Fact]
    public async Task A_receipt_leaves_the_spot_wallet_while_its_position_stays_and_comes_back()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var before = await EarnAsync(simulator);

        await simulator.ControlAsync(HttpMethod.Put, "/accounts/receipts/receipts/SHIB", new { quantity = "0" });
        var away = (await simulator.SignedAsync("receipts", Spot, "omitZeroBalances=true")).Balances();
        var earn = await EarnAsync(simulator);
        await simulator.ControlAsync(HttpMethod.Delete, "/accounts/receipts/receipts/SHIB");
        var back = (await simulator.SignedAsync("receipts", Spot, "omitZeroBalances=true")).Balances();

        Assert.DoesNotContain("LDSHIB2", away.Keys);
        Assert.Equal(before, earn);
        Assert.Equal("25000000.00000000", back["LDSHIB2"].Free);
    }

    [Fact]
    public async Task A_receipt_without_a_listed_position_counts_in_the_total_of_earn()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (totals, positions) = await EarnAsync(simulator);

        var set = await simulator.ControlAsync(
            HttpMethod.Put, "/accounts/receipts/receipts/SOL", new { quantity = "5" });
        var spot = (await simulator.SignedAsync("receipts", Spot, "omitZeroBalances=true")).Balances();
        var after = await EarnAsync(simulator);

        Assert.Equal("LDSOL", set.GetProperty("name").GetString());
        Assert.Equal("5.00000000", spot["LDSOL"].Free);
        Assert.Equal(positions, after.Positions);
        Assert.True(after.Total > totals, $"The total was {totals} and is {after.Total}.");
        Assert.Single((await simulator.ControlAsync(HttpMethod.Get, "/accounts/receipts/receipts")).EnumerateArray());
    }

    [Fact]
    public async Task Positions_come_in_pages_of_ten_by_default_and_a_hundred_at_most()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        const string Path = "/sapi/v1/simple-earn/flexible/position";

        var first = await simulator.SignedAsync("many-positions", Path);
        var second = await simulator.SignedAsync("many-positions", Path, "current=2&size=100");

        Assert.Equal(10, first.Json.GetProperty("rows").GetArrayLength());
        Assert.Equal(130, first.Json.GetProperty("total").GetInt32());
        Assert.Equal(30, second.Json.GetProperty("rows").GetArrayLength());
        (await simulator.SignedAsync("many-positions", Path, "size=101")).Refuses(400, -1130);
    }

    [Fact]
    public async Task One_asset_can_have_two_locked_positions()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SignedAsync("everywhere", "/sapi/v1/simple-earn/locked/position", "asset=DOT");

        Assert.Equal(
            ["120.00000000", "80.00000000"],
            reply.Json.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task The_funding_wallet_is_read_by_post()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SignedAsync(
            "everywhere", "/sapi/v1/asset/get-funding-asset", method: HttpMethod.Post);

        var usdt = Assert.Single(reply.Json.EnumerateArray(), row => row.GetProperty("asset").ValueEquals("USDT"));
        Assert.Equal(("300", "20"), (usdt.GetProperty("free").GetString(), usdt.GetProperty("locked").GetString()));
    }

    [Fact]
    public async Task The_totals_cover_every_wallet_and_also_those_a_sync_cannot_read()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SignedAsync("everywhere", "/sapi/v1/asset/wallet/balance");

        var totals = reply.Json.EnumerateArray().ToDictionary(
            row => row.GetProperty("walletName").GetString() ?? "", row => row.GetProperty("balance").GetString());
        Assert.Equal("0.05", totals["Options"]);
        Assert.All<string>(["Spot", "Funding", "Earn"], wallet => Assert.NotEqual("0", totals[wallet]));
    }

    [Fact]
    public async Task Two_keys_of_one_account_show_the_same_account()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var one = await simulator.SignedAsync("twin-one", Spot, "omitZeroBalances=true");
        var two = await simulator.SignedAsync("twin-two", Spot, "omitZeroBalances=true");

        Assert.Equal(one.Body, two.Body);
        Assert.NotEqual(simulator.Key("twin-one").ApiKey, simulator.Key("twin-two").ApiKey);
    }

    [Fact]
    public async Task No_digit_is_lost_even_where_a_decimal_would_lose_some()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var spot = (await simulator.SignedAsync("long-digits", Spot, "omitZeroBalances=true")).Balances();

        Assert.Equal("1234567890123456789012.12345678", spot["BTTC"].Free);
    }

    [Fact]
    public async Task Numbered_accounts_follow_from_their_number_alone()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var listed = await simulator.ControlAsync(HttpMethod.Get, "/numbered-accounts?from=999999&count=2");

        var reply = await simulator.SignedAsync("load-999999", Spot, "omitZeroBalances=true");

        var credential = new BinanceNumberedAccounts().Get(999_999);
        Assert.Equal(credential.ApiKey, listed[0].GetProperty("apiKey").GetString());
        Assert.Equal(
            credential.Account.Wallet(BinanceWallets.Spot).Keys, reply.Balances().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(credential.Account.Uid, reply.Json.GetProperty("uid").GetInt64());
    }

    [Fact]
    public async Task Names_come_as_they_are_also_in_Chinese()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var spot = await simulator.SignedAsync("unicode", Spot, "omitZeroBalances=true");
        var coins = await simulator.SignedAsync("unicode", "/sapi/v1/capital/config/getall");

        Assert.Contains("\"asset\":\"币安人生\",\"free\":\"5000.00000000\"", spot.Body, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Bitcoin\"", coins.Body, StringComparison.Ordinal);
    }

    private static async Task<(decimal Total, int Positions)> EarnAsync(RunningSimulator simulator)
    {
        var totals = await simulator.SignedAsync("receipts", "/sapi/v1/asset/wallet/balance");
        var positions = await simulator.SignedAsync("receipts", "/sapi/v1/simple-earn/flexible/position");
        var earn = totals.Json.EnumerateArray().Single(row => row.GetProperty("walletName").ValueEquals("Earn"));
        return (
            decimal.Parse(earn.GetProperty("balance").GetString() ?? ""),
            positions.Json.GetProperty("total").GetInt32());
    }
}
