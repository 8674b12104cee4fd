using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges.Okx;

/// <summary>Rows with the amounts of OKX's documentation, of captured answers, and rarer ones.</summary>
public sealed class OkxEquityTests
{
    [Theory]
    // Spot mode: no positions, and the fields are empty or, in older answers, missing.
    [InlineData("1.5", "0", "eq 1.5, cashBal 1.5, upl , isoUpl , isoEq ")]
    [InlineData("1.5", "0", "eq 1.5")]
    [InlineData("1.5", "0", "eq 1.5, upl 0, isoUpl 0")]
    // Cross positions at the levels with margin, with a bot's equity beside them.
    [InlineData(
        "5000.435693622894", "-7.545600000000000",
        "eq 4992.890093622894, cashBal 4850.435693622894, stgyEq 150, upl -7.545600000000006, isoUpl 0, isoEq 0")]
    [InlineData(
        "33.2009985", "0.570822125136023",
        "eq 33.771820625136023, cashBal 33.2009985, stgyEq 0, upl 0.570822125136023, isoUpl 0, isoEq 0")]
    // Isolated positions: their margin is in isoEq and in no cash balance, their profit in upl.
    [InlineData(
        "99.9219965699999972", "-0.0272999999999872",
        "eq 99.89469657000001, cashBal 94.42612990333333, isoEq 5.468566666666667, "
        + "isoUpl -0.0273000000000002, upl -0.0273000000000002")]
    [InlineData("100", "3", "eq 103, cashBal 80, isoEq 23, isoUpl 3, upl ")]
    // Cross and isolated positions together.
    [InlineData("100", "18", "eq 118, cashBal 80, isoEq 23, isoUpl 3, upl 18")]
    // A debt, and a debt with a position.
    [InlineData("-12500.75", "0", "eq -12500.75, cashBal -12500.75, liab 12500.75, upl 0")]
    [InlineData("-100", "10", "eq -90, cashBal -100, liab 90, uplLiab 0, upl 10")]
    // An option that cost 40 and is worth 55 stays in the coins at its cost.
    [InlineData("100", "15", "eq 115, cashBal 60, upl 15, isoEq 0, isoUpl 0")]
    // Profit alone; a loss as large as the equity; a larger one.
    [InlineData("0", "25.5", "eq 25.5, cashBal 0, upl 25.5")]
    [InlineData("100", "-100", "eq 0, cashBal 100, upl -100")]
    [InlineData("100", "-120", "eq -20, cashBal 100, upl -120")]
    public void The_coins_are_the_equity_less_unrealized_profit(string coins, string profit, string fields)
    {
        var row = string.Join(',', fields.Split(", ").Select(field => field.Split(' ')).Select(
            field => $"\"{field[0]}\":\"{field[1]}\""));

        var balance = Assert.Single(Read($$"""{"ccy":"USDT",{{row}}}""").Balances);

        Assert.Equal((Amount(coins), Amount(profit)), (balance.Quantity, balance.UnrealizedProfit));
    }

    [Fact]
    public void A_price_is_the_value_of_the_equity_by_the_equity_and_not_by_the_coins()
    {
        var prices = Read(
            """
            {"ccy":"A","eq":"120","upl":"20","eqUsd":"240"}, {"ccy":"LOSS","eq":"-20","upl":"-120","eqUsd":"-40"},
            {"ccy":"NONE","eq":"0","upl":"-100","eqUsd":"0"}, {"ccy":"ODD","eq":"-20","upl":"-120","eqUsd":"40"}
            """).Prices;

        Assert.Equal(["A", "LOSS"], prices.Keys);
        Assert.All(prices.Values, price => Assert.Equal(2m, price.Usd));
    }

    [Theory]
    [InlineData("\"upl\":\"some\"")]
    [InlineData("\"isoUpl\":\"NaN\"")]
    [InlineData("\"upl\":\"-79228162514264337593543950335\"")]
    [InlineData("\"upl\":[]")]
    public void Coins_that_cannot_be_known_are_not_guessed(string field) =>
        Assert.ThrowsAny<JsonException>(
            () => Read($$"""{"ccy":"USDT","eq":"79228162514264337593543950335",{{field}}}"""));

    [Theory]
    [InlineData("\"some\"")]
    [InlineData("\"1e99\"")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("null")]
    public void An_amount_that_a_reading_can_do_without_does_not_spoil_it(string amount)
    {
        var trading = OkxTrading.Read(Bytes(
            $$"""
            {"code":"0","data":[{"totalEq":{{amount}},"details":[{"ccy":"USDT","eq":"12","upl":"2",
             "eqUsd":{{amount}},"cashBal":{{amount}},"stgyEq":{{amount}},"isoEq":{{amount}}}]}]}
            """));

        Assert.Equal([new AssetQuantity("USDT", 10) { UnrealizedProfit = 2 }], trading.Balances);
        Assert.Empty(trading.Prices);
        Assert.Null(trading.TotalUsd);
    }

    [Fact]
    public async Task The_trading_account_reports_a_total_with_its_balances()
    {
        await using var okx = await OkxFixture.StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Trading, StubServer.Answer(
            """
            {"code":"0","data":[{"totalEq":"956.9","details":[
                {"ccy":"USDT","eq":"956.9","cashBal":"1000","upl":"-43.1","eqUsd":"956.9"}]}]}
            """));

        var wallets = (await okx.Exchange.ReadAccountAsync(
            OkxFixture.Key, Cancel)).Wallets;

        Assert.Equal([956.9m, null, null], wallets.Select(wallet => wallet.ReportedUsd));
        var balance = Assert.Single(wallets[0].Balances);
        Assert.Equal((1000m, -43.1m, 956.9m), (balance.Quantity, balance.UnrealizedProfit, balance.Equity));
    }

    private static OkxTrading Read(string details) =>
        OkxTrading.Read(Bytes($$"""{"code":"0","msg":"","data":[{"details":[{{details}}],"totalEq":"0"}]}"""));

    private static decimal Amount(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
