using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxBodyTests
{
    [Fact]
    public void A_trading_quantity_is_the_equity_less_profit_and_its_parts_are_not_added()
    {
        var trading = Trading(
            """
            {"ccy":"USDT","eq":"4992.89","cashBal":"4850.43","availBal":"4834.31","frozenBal":"158.573","stgyEq":"150",
             "ordFrozen":"8.573","liab":"","upl":"-7.5","eqUsd":"4991.39"},
            {"ccy":"BTC","eq":"-0.5","cashBal":"-0.5","liab":"0.5","eqUsd":"-30000"}
            """);

        Assert.Equal(
            [new("USDT", 5000.39m) { UnrealizedProfit = -7.5m }, new AssetQuantity("BTC", -0.5m)], trading.Balances);
        Assert.Equal(new Price(60_000, "OKX eqUsd"), trading.Prices["BTC"]);
        Assert.Equal(4991.39m / 4992.89m, trading.Prices["USDT"].Usd);
    }

    [Theory]
    [InlineData("\"1\"", "\"\"")]
    [InlineData("\"1\"", "null")]
    [InlineData("\"1\"", "\"0\"")]
    [InlineData("\"1\"", "\"-5\"")]
    [InlineData("\"0\"", "\"5\"")]
    [InlineData("\"0.0000000000000000000000000001\"", "\"79228162514264337593543950335\"")]
    public void Where_OKX_values_nothing_there_is_no_price(string equity, string usd) =>
        Assert.Empty(Trading($$"""{"ccy":"X","eq":{{equity}},"eqUsd":{{usd}}}""").Prices);

    [Fact]
    public void Empty_wallets_are_a_list_without_rows()
    {
        Assert.Empty(Trading("").Balances);
        Assert.Empty(OkxWallets.ReadFunding(Bytes(OkxFixture.NoRows)));
        Assert.Empty(OkxWallets.ReadSavings(Bytes(OkxFixture.NoRows)));
    }

    [Fact]
    public void Funding_has_a_balance_and_savings_have_an_amount()
    {
        var body = Bytes(
            """
            {"code":"0","data":[{"ccy":"ETH","bal":"37.1","availBal":"30","frozenBal":"7.1","amt":"11","loanAmt":"10"}]}
            """);

        Assert.Equal([new AssetQuantity("ETH", 37.1m)], OkxWallets.ReadFunding(body));
        Assert.Equal([new AssetQuantity("ETH", 11)], OkxWallets.ReadSavings(body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"code":"0","msg":""}""")]
    [InlineData("""{"code":"0","data":{}}""")]
    [InlineData("""{"code":"0","data":[null]}""")]
    [InlineData("""{"code":"0","data":[{}]}""")]
    [InlineData("""{"code":"0","data":[{"details":null}]}""")]
    [InlineData("""{"code":"0","data":[{"details":[null]}]}""")]
    [InlineData("""{"code":"0","data":[{"details":[{"ccy":"BTC"}]}]}""")]
    [InlineData("""{"code":"0","data":[{"details":[{"ccy":"BTC","eq":""}]}]}""")]
    [InlineData("""{"code":"0","data":[{"details":[{"ccy":"","eq":"1"}]}]}""")]
    [InlineData("""{"code":"0","data":[{"ccy":"BTC"}]}""")]
    [InlineData("""{"code":"0","data":[{"ccy":"BTC","bal":"","amt":""}]}""")]
    [InlineData("""{"code":"0","data":[{"bal":"1","amt":"1"}]}""")]
    [InlineData("""{"code":"0","data":[{"ccy":"BTC","bal":"some","amt":"some"}]}""")]
    [InlineData("""{"code":"1","data":[]}""")]
    [InlineData("""{"data":[]}""")]
    public void A_body_of_another_shape_is_never_an_empty_wallet(string body)
    {
        Assert.ThrowsAny<JsonException>(() => OkxTrading.Read(Bytes(body)));
        Assert.ThrowsAny<JsonException>(() => OkxWallets.ReadFunding(Bytes(body)));
        Assert.ThrowsAny<JsonException>(() => OkxWallets.ReadSavings(Bytes(body)));
    }

    [Fact]
    public void A_trading_account_is_one_element_even_when_it_is_empty() =>
        Assert.ThrowsAny<JsonException>(() => OkxTrading.Read(Bytes(OkxFixture.NoRows)));

    [Fact]
    public void An_asset_is_named_once_however_many_chains_it_has() =>
        Assert.Equal(
            new Dictionary<string, string> { ["USDT"] = "Tether", ["BTC"] = "Bitcoin" },
            OkxNames.Read(Bytes(
                """
                {"code":"0","data":[{"ccy":"USDT","chain":"USDT-ERC20","name":"Tether"},{"ccy":"BTC","name":"Bitcoin"},
                 {"ccy":"USDT","chain":"USDT-TRC20","name":"Tether USD"},{"ccy":"X","name":""},null]}
                """)).Names);

    [Fact]
    public void A_valuation_names_the_outside_wallets_that_hold_something()
    {
        var total = OkxTotals.Read(Bytes(
            """
            {"code":"0","data":[{"details":{"classic":"124.6","earn":"1122.73","funding":"0","trading":"2544.28",
             "copy":"0","new":""},"totalBal":"3791.61","ts":"1"}]}
            """));

        Assert.Equal(3791.61m, total.TotalUsd);
        Assert.Equal(
            [
                new("classic", null, 124.6m),
                new("earn", WalletNames.EarnFlexible, 1122.73m),
                new("funding", WalletNames.Funding, 0),
                new("trading", WalletNames.Trading, 2544.28m),
            ],
            total.Wallets);
    }

    private static OkxTrading Trading(string details) =>
        OkxTrading.Read(Bytes($$"""{"code":"0","msg":"","data":[{"details":[{{details}}],"totalEq":"0"}]}"""));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
