using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceTotalsTests
{
    private static readonly PriceList Prices =
        new(new Dictionary<string, Price> { ["BTC"] = new(50_000, "BTCUSDT") }, Noon);

    [Fact]
    public void Wallets_are_valued_in_dollars_and_those_outside_are_named_where_they_hold_something()
    {
        var total = BinanceTotals.Read(
            """
            [{"activate":true,"balance":"0.5","walletName":"Spot"},
             {"activate":true,"balance":"0","walletName":"Funding"},
             {"activate":true,"balance":"0","walletName":"Cross Margin"},
             {"activate":true,"balance":"0.1","walletName":"USD-M Futures"},
             {"activate":true,"balance":"-0.02","walletName":"Isolated Margin"},
             {"activate":true,"balance":"0.2","walletName":"Earn"}]
            """u8,
            50_000);

        Assert.Equal(39_000, total.TotalUsd);
        Assert.Equal(
            [
                new("Spot", WalletNames.Spot, 25_000),
                new("Funding", WalletNames.Funding, 0),
                new("Cross Margin", WalletNames.MarginCross, 0),
                new("USD-M Futures", WalletNames.FuturesUsd, 5_000),
                new("Isolated Margin", WalletNames.MarginIsolated, -1_000),
                new("Earn", WalletNames.EarnFlexible, 10_000),
            ],
            total.Wallets);
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """[{"walletName":"Spot"}]""")]
    [InlineData(200, """[{"walletName":"Spot","balance":"79228162514264337593543950335"}]""")]
    [InlineData(400, """{"code":-2015,"msg":"No."}""")]
    [InlineData(404, "")]
    [InlineData(429, "")]
    [InlineData(500, "")]
    public async Task A_total_that_cannot_be_read_fails_nothing(int status, string body)
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Totals, Answer(body, status));

        Assert.Null(await binance.Exchange.ReadTotalAsync(Key, Prices, Cancel));
        Assert.Single(binance.Log.Lines, line => line.Contains("own total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slow_total_delays_no_sync()
    {
        await using var binance = await StartPatientBinanceAsync(Cancel);
        binance.Server.On(Totals, context =>
        {
            binance.Clock.Advance(TimeSpan.FromSeconds(10));
            return NeverAnswer(context);
        });

        Assert.Null(await binance.Exchange.ReadTotalAsync(Key, Prices, Cancel));
    }

    [Fact]
    public async Task Without_a_price_of_bitcoin_there_is_no_total()
    {
        await using var binance = await StartBinanceAsync(Cancel);

        Assert.Null(await binance.Exchange.ReadTotalAsync(
            Key, new PriceList(new Dictionary<string, Price>(), Noon), Cancel));
        Assert.Empty(binance.Server.SeenAt(Totals));
    }
}
