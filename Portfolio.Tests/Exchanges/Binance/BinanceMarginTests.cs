using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

/// <summary>The bodies of margin and futures.</summary>
public sealed class BinanceMarginTests
{
    [Fact]
    public void A_debt_and_its_interest_are_taken_off_the_coins()
    {
        var rows = BinanceMargin.ReadCross(Bytes(
            """
            {"created":true,"marginLevel":"2.1","userAssets":[
             {"asset":"BTC","borrowed":"0","free":"0.004995","interest":"0","locked":"0.1","netAsset":"0.104995"},
             {"asset":"USDT","borrowed":"100.5","free":"20","interest":"0.25","locked":"0","netAsset":"-80.75"}]}
            """));

        Assert.Equal([new AssetQuantity("BTC", 0.104995m), new AssetQuantity("USDT", -80.75m)], rows);
    }

    [Fact]
    public void An_asset_counts_in_every_pair_of_isolated_margin()
    {
        var rows = BinanceMargin.ReadIsolated(Bytes(
            """
            {"assets":[
             {"symbol":"BTCUSDT",
              "baseAsset":{"asset":"BTC","borrowed":"0","free":"1","interest":"0","locked":"0"},
              "quoteAsset":{"asset":"USDT","borrowed":"0","free":"10","interest":"0","locked":"0"}},
             {"symbol":"ETHUSDT",
              "baseAsset":{"asset":"ETH","borrowed":"2","free":"0","interest":"0.001","locked":"0"},
              "quoteAsset":{"asset":"USDT","borrowed":"0","free":"5","interest":"0","locked":"1"}}]}
            """));

        Assert.Equal(
            [new("BTC", 1m), new("USDT", 16m), new AssetQuantity("ETH", -2.001m)], AssetQuantity.Sum(rows));
    }

    [Fact]
    public void The_profit_of_positions_is_beside_the_balance_of_futures()
    {
        var rows = BinanceFutures.Read(Bytes(
            """
            {"totalMarginBalance":"126.72","assets":[
             {"asset":"USDT","walletBalance":"103.12","unrealizedProfit":"-3.40","marginBalance":"99.72"},
             {"asset":"USDC","walletBalance":"27.00","unrealizedProfit":"0","marginBalance":"27.00"}],"positions":[]}
            """));

        Assert.Equal(
            [new AssetQuantity("USDT", 103.12m) { UnrealizedProfit = -3.40m }, new AssetQuantity("USDC", 27m)], rows);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"assets":null}""")]
    [InlineData("""{"assets":[null]}""")]
    [InlineData("""{"assets":[{"asset":"USDT","walletBalance":"1"}]}""")]
    [InlineData("""{"assets":[{"asset":"USDT","unrealizedProfit":"1"}]}""")]
    [InlineData("""{"assets":[{"walletBalance":"1","unrealizedProfit":"0"}]}""")]
    public void A_body_that_lacks_a_part_is_no_account_of_futures(string body) =>
        Assert.Throws<JsonException>(() => BinanceFutures.Read(Bytes(body)));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userAssets":[null]}""")]
    [InlineData("""{"userAssets":[{"asset":"BTC","free":"1","locked":"0","interest":"0"}]}""")]
    [InlineData("""
        {"userAssets":[{"asset":"BTC","free":"1","locked":"0","borrowed":"0","interest":"0"},
                       {"asset":"BTC","free":"1","locked":"0","borrowed":"0","interest":"0"}]}
        """)]
    public void A_body_that_lacks_a_part_is_no_margin_account(string body) =>
        Assert.Throws<JsonException>(() => BinanceMargin.ReadCross(Bytes(body)));

    [Fact]
    public void Futures_are_asked_for_at_their_own_hosts_by_default()
    {
        var addresses = new BinanceAddresses(new BinanceOptions());

        Assert.Equal("https://fapi.binance.com/fapi/v3/account", addresses.Of("/fapi/v3/account"));
        Assert.Equal("https://dapi.binance.com/dapi/v1/account", addresses.Of("/dapi/v1/account"));
        Assert.Equal("https://api.binance.com/sapi/v1/margin/account", addresses.Of("/sapi/v1/margin/account"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8090")]
    [InlineData("https://api.binance.us")]
    [InlineData("https://testnet.binance.vision")]
    [InlineData("https://api.binance.com.example")]
    public void A_key_for_another_venue_is_sent_to_no_host_of_Binance(string venue) => Assert.Equal(
        $"{venue}/fapi/v3/account",
        new BinanceAddresses(new BinanceOptions { BaseUrl = new Uri(venue) }).Of("/fapi/v3/account"));

    [Fact]
    public void A_host_that_is_set_is_taken() => Assert.Equal(
        "https://futures.example/dapi/v1/account",
        new BinanceAddresses(new BinanceOptions { CoinFuturesUrl = new Uri("https://futures.example/") })
            .Of("/dapi/v1/account"));

    private static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(body);
}
