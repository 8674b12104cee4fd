using System.Text.Json;
using Portfolio.Simulator.Okx.Accounts;

namespace Portfolio.Tests.Simulator;

public sealed class OkxWalletTests
{
    [Fact]
    public async Task Each_wallet_shows_its_balances_and_no_others()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var trading = await simulator.TradingAsync("okx-everywhere");
        var funding = (await simulator.OkxAsync("okx-everywhere", "/api/v5/asset/balances")).OkxRows();
        var savings = (await simulator.OkxAsync("okx-everywhere", "/api/v5/finance/savings/balance")).OkxRows();

        Assert.Equal(["BTC 0.15", "ETH 1.1", "USDT 640.25"], trading.Values.Select(row => Shown(row, "eq")));
        Assert.Equal(
            ["BTC 0.03", "LINK 40.25", "SOL 6.5", "USDT 435"], funding.Select(row => Shown(row, "bal")));
        Assert.Equal(
            ["ADA 1250", "ETH 0.8", "USDT 3500.0010737388791526"], savings.Select(row => Shown(row, "amt")));
    }

    [Fact]
    public async Task The_valuation_covers_more_than_can_be_read()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var row = Assert.Single(
            (await simulator.OkxAsync("okx-everywhere", "/api/v5/asset/asset-valuation?ccy=USD")).OkxRows());

        var details = row.GetProperty("details");
        Assert.Equal(4237.0345m, details.Number("classic"));
        Assert.Equal(
            details.Number("classic") + details.Number("earn") + details.Number("funding") + details.Number("trading"),
            row.Number("totalBal"));
        var account = (await simulator.OkxAsync("okx-everywhere", OkxRequests.Balance)).OkxRows()[0];
        Assert.Equal(account.Number("totalEq"), details.Number("trading"));
    }

    [Fact]
    public async Task The_valuation_is_in_bitcoin_unless_told()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var row = (await simulator.OkxAsync("okx-everywhere", "/api/v5/asset/asset-valuation")).OkxRows()[0];

        Assert.Equal("0.05", row.GetProperty("details").Text("classic"));
    }

    [Fact]
    public async Task An_account_without_funds_has_one_row_without_details_and_no_rows_elsewhere()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var trading = Assert.Single((await simulator.OkxAsync("okx-empty", OkxRequests.Balance)).OkxRows());

        Assert.Equal("0", trading.Text("totalEq"));
        Assert.Equal(0, trading.GetProperty("details").GetArrayLength());
        foreach (var path in new[] { "asset/balances", "finance/savings/balance", "asset/non-tradable-assets" })
            Assert.Empty((await simulator.OkxAsync("okx-empty", "/api/v5/" + path)).OkxRows());
    }

    [Fact]
    public async Task Funds_in_orders_or_bots_are_inside_the_equity()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var ordered = (await simulator.TradingAsync("okx-everyday"))["BTC"];
        var inBots = (await simulator.TradingAsync("okx-bots"))["USDT"];

        Assert.Equal("0.2334 0.2334 0.2134 0.02 0.02 0", Parts(ordered));
        Assert.Equal("2100 1500 1500 600 0 600", Parts(inBots));

        static string Parts(JsonElement row) => string.Join(
            ' ', new[] { "eq", "cashBal", "availBal", "frozenBal", "ordFrozen",
            "stgyEq" }.Select(name => row.Text(name)));
    }

    [Fact]
    public async Task A_debt_makes_a_balance_negative()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var dollars = (await simulator.TradingAsync("okx-borrower"))["USDT"];

        Assert.Equal(
            ("-12500.75", "12500.75", "0"), (dollars.Text("eq"), dollars.Text("liab"), dollars.Text("availBal")));
        Assert.True(dollars.Number("eqUsd") < 0);
    }

    [Fact]
    public async Task No_digit_is_lost_even_where_a_decimal_would_lose_some()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var trading = await simulator.TradingAsync("okx-long-digits");

        Assert.Equal("1234567890123456789012.123456789012345678", trading["BTTC"].Text("eq"));
        Assert.Equal("10000000", trading["SHIB"].Text("eq"));
        Assert.Equal("0.000000000000000000000000000001", trading["SHIB"].Text("frozenBal"));
    }

    [Fact]
    public async Task A_delisted_coin_is_in_the_list_of_such_coins_alone()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = (await simulator.OkxAsync("okx-delisted", "/api/v5/asset/non-tradable-assets")).OkxRows();

        Assert.Equal(["CELTO 989.84719571", "MEMEO 0.001"], rows.Select(row => Shown(row, "bal")));
        Assert.Equal(["BTC"], (await simulator.TradingAsync("okx-delisted")).Keys);
        Assert.Empty((await simulator.OkxAsync("okx-delisted", "/api/v5/asset/currencies?ccy=CELTO")).OkxRows());
    }

    [Theory]
    [InlineData("okx-everyday", "read_only", "", true)]
    [InlineData("okx-trader", "read_only,trade", "", true)]
    [InlineData("okx-withdrawer", "withdraw,read_only", "127.0.0.1,::1", true)]
    [InlineData("okx-sub-account", "read_only", "", false)]
    public async Task The_configuration_shows_rights_addresses_and_the_account(
        string account, string rights, string addresses, bool main)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var row = Assert.Single((await simulator.OkxAsync(account, "/api/v5/account/config")).OkxRows());

        Assert.Equal((rights, addresses), (row.Text("perm"), row.Text("ip")));
        Assert.Equal(main, row.Text("uid") == row.Text("mainUid"));
    }

    [Fact]
    public async Task Only_the_requested_coins_are_shown()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var trading = (await simulator.OkxAsync("okx-everyday", OkxRequests.Balance + "?ccy=SOL,BTC,KSM")).OkxRows();
        var funding = (await simulator.OkxAsync("okx-everywhere", "/api/v5/asset/balances?ccy=SOL")).OkxRows();

        Assert.Equal(
            ["BTC", "SOL"], trading[0].GetProperty("details").EnumerateArray().Select(row => row.Text("ccy")));
        Assert.Equal("6.5", Assert.Single(funding).Text("bal"));
    }

    [Fact]
    public async Task Numbered_accounts_follow_from_their_number_alone()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var listed = await simulator.ControlAsync(
            HttpMethod.Get, "/numbered-accounts?from=999999&count=2&exchange=okx");

        var trading = await simulator.TradingAsync("okx-load-999999");

        var credential = new OkxNumberedAccounts().Get(999_999);
        Assert.Equal(credential.ApiKey, listed[0].Text("apiKey"));
        Assert.Equal(credential.Account.Wallet(OkxWallets.Trading).Keys, trading.Keys);
    }

    [Theory]
    [InlineData("okx-everyday", "trading", """{"free":"1.5","locked":"0.5","borrowed":"3"}""", 200)]
    [InlineData("okx-load-7", "funding", """{"free":"1.5","locked":"0.5"}""", 200)]
    [InlineData("okx-everyday", "savings", """{"free":"1","locked":"1"}""", 400)]
    [InlineData("okx-everyday", "funding", """{"free":"1","borrowed":"1"}""", 400)]
    [InlineData("okx-everyday", "spot", """{"free":"1"}""", 404)]
    public async Task A_balance_can_be_set_where_the_exchange_has_such_a_wallet(
        string account, string wallet, string body, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var reply = await simulator.SendAsync(
            HttpMethod.Put, $"/_simulator/accounts/{account}/balances/{wallet}/KSM", content: content);

        Assert.Equal(status, (int)reply.Status);
        if (status == 200 && wallet == "trading")
            Assert.Equal("-1", (await simulator.TradingAsync(account))["KSM"].Text("eq"));
    }

    private static string Shown(JsonElement row, string amount) => $"{row.Text("ccy")} {row.Text(amount)}";
}
