using System.Globalization;
using System.Text.Json;

namespace Portfolio.Tests.Simulator;

public sealed class KrakenBalanceTests
{
    private const string Account = "kraken-empty";

    [Theory]
    [InlineData("spot", "BTC", "XXBT")]
    [InlineData("rewards", "BTC", "XBT.F")]
    [InlineData("opt_in", "BTC", "XBT.M")]
    [InlineData("spot", "DOGE", "XXDG")]
    [InlineData("rewards", "DOGE", "XDG.F")]
    [InlineData("spot", "ETH", "XETH")]
    [InlineData("staked", "ETH", "ETH.S")]
    [InlineData("staked", "ETH2", "ETH2.S")]
    [InlineData("bonded", "DOT", "DOT28.S")]
    [InlineData("bonded", "KSM", "KSM07.S")]
    [InlineData("bonded", "ATOM", "ATOM21.S")]
    [InlineData("bonded", "NEWCO", "NEWCO21.S")]
    [InlineData("yield", "DOT", "DOT.B")]
    [InlineData("parachain", "DOT", "DOT.P")]
    [InlineData("spot", "USD", "ZUSD")]
    [InlineData("hold", "USD", "USD.HOLD")]
    [InlineData("spot", "CHF", "CHF")]
    [InlineData("hold", "CHF", "CHF.HOLD")]
    [InlineData("tokenized", "NVDAx", "NVDAx.T")]
    [InlineData("spot", "KFEE", "KFEE")]
    [InlineData("spot", "SOL.Q", "SOL.Q")]
    [InlineData("spot", "API3", "API3")]
    public async Task A_plain_symbol_in_a_wallet_has_Krakens_name_for_its_row(string wallet, string asset, string row)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SetAsync(simulator, wallet, asset, new { free = "2" });

        var rows = await simulator.KrakenBalancesAsync(Account);

        Assert.Equal(row, Assert.Single(rows, held => Number(held.Value) is 2).Key);
        Assert.All(rows, held => Assert.True(held.Key == row || Number(held.Value) is 0, held.Key));
    }

    [Fact]
    public async Task A_balance_is_a_text_with_the_decimals_of_its_asset()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = await simulator.KrakenBalancesAsync("kraken-everyday");

        Assert.Equal(
            ("0.2034000000", "1000.2500", "650.12500000"), (rows["XXBT"], rows["ZUSD"], rows["USDC.F"]));
    }

    [Fact]
    public async Task New_names_are_given_on_request()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = await simulator.KrakenBalancesAsync("kraken-everywhere", "assetVersion=1");

        Assert.Superset(new HashSet<string> { "BTC", "BTC.F", "DOGE", "USD", "DOT28.S" }, rows.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("Balance")]
    [InlineData("BalanceEx")]
    public async Task An_account_that_never_held_anything_has_no_result(string method)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        Assert.Equal("""{"error":[]}""", (await simulator.KrakenAsync(Account, method)).Body);
    }

    [Fact]
    public async Task A_row_stays_when_nothing_is_left_in_it()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = await simulator.KrakenBalancesAsync("kraken-emptied");

        Assert.Equal(["DOT", "XETH", "XXBT", "ZUSD"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Values, amount => Assert.Equal(0, Number(amount)));
    }

    [Fact]
    public async Task Orders_hold_on_the_row_that_the_rewards_have_emptied()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = (await simulator.KrakenAsync("kraken-rewards", "BalanceEx")).KrakenResult();

        Assert.Equal("""{"balance":"0.0000000000","hold_trade":"0.1000000000"}""", Raw(rows, "XXBT"));
        Assert.Equal("""{"balance":"0.4000000000","hold_trade":"0.0000000000"}""", Raw(rows, "XBT.F"));
    }

    [Fact]
    public async Task Switching_the_rewards_moves_all_coins_that_can_earn_and_loses_none()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var before = await simulator.KrakenBalancesAsync("kraken-rewards-off");

        await RewardsAsync(simulator, on: true);
        var on = (await simulator.KrakenAsync("kraken-rewards-off", "BalanceEx")).KrakenResult();

        Assert.Equal(before["XXBT"], on.GetProperty("XBT.F").Text("balance"));
        Assert.Equal(before["SOL"], on.GetProperty("SOL.F").Text("balance"));
        Assert.Equal(before["ZUSD"], on.GetProperty("ZUSD").Text("balance"));
        Assert.Equal("""{"balance":"0.0000000000","hold_trade":"0.1000000000"}""", Raw(on, "XXBT"));

        await RewardsAsync(simulator, on: false);
        Assert.Equal(before, await simulator.KrakenBalancesAsync("kraken-rewards-off"));
    }

    [Fact]
    public async Task Amounts_can_be_numbers()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = (await simulator.KrakenAsync("kraken-numbers", "BalanceEx")).KrakenResult();

        Assert.Equal("""{"balance":1.3435000000,"hold_trade":0.1000000000}""", Raw(rows, "XXBT"));
    }

    [Fact]
    public async Task A_debt_is_a_negative_balance_unless_there_is_a_credit_line()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var debt = (await simulator.KrakenAsync("kraken-borrower", "BalanceEx")).KrakenResult();
        var credit = (await simulator.KrakenAsync("kraken-credit-line", "BalanceEx")).KrakenResult();

        Assert.Equal("""{"balance":"-1250.7500","hold_trade":"0.0000"}""", Raw(debt, "ZUSD"));
        Assert.Equal(
            """{"balance":"3500.0000","credit":"50000.0000","credit_used":"12000.0000","hold_trade":"500.0000"}""",
            Raw(credit, "ZUSD"));
        Assert.Equal("""{"balance":"2.0000000000","hold_trade":"0.0000000000"}""", Raw(credit, "XXBT"));
    }

    [Fact]
    public async Task No_digit_is_lost()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var rows = await simulator.KrakenBalancesAsync("kraken-long-digits");

        Assert.Equal("1234567890123456789012.123456789012345678", rows["SHIB"]);
    }

    [Fact]
    public async Task The_summary_values_all_rows_in_one_asset()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var dollars = (await simulator.KrakenAsync("kraken-reader", "TradeBalance")).KrakenResult();
        var euros = (await simulator.KrakenAsync("kraken-reader", "TradeBalance", "asset=EUR")).KrakenResult();

        Assert.Equal("18096.3020", dollars.Text("eb"));
        Assert.Equal(Number(dollars.Text("eb")) / 1.1363m, Number(euros.Text("eb")), 3);
        (await simulator.KrakenAsync("kraken-reader", "TradeBalance", "asset=NOPE"))
            .RefusesLikeKraken("EQuery:Unknown asset");
    }

    private static Task<JsonElement> SetAsync(
        RunningSimulator simulator, string wallet, string asset, object balance) =>
        simulator.ControlAsync(HttpMethod.Put, $"/accounts/{Account}/balances/{wallet}/{asset}", balance);

    private static Task<JsonElement> RewardsAsync(RunningSimulator simulator, bool on) =>
        simulator.ControlAsync(HttpMethod.Post, "/kraken/accounts/kraken-rewards-off/rewards", new { on });

    private static string Raw(JsonElement rows, string name) => rows.GetProperty(name).GetRawText();

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
