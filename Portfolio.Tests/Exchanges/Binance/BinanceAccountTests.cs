using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceAccountTests
{
    [Fact]
    public void A_quantity_is_the_sum_of_free_and_locked()
    {
        var account = Read(
            """{"asset":"BTC","free":"1.5","locked":"0.25"},{"asset":"ETH","free":"0.00","locked":"0"}""");

        Assert.Equal("354937868", account.Id);
        Assert.Equal([new AssetQuantity("BTC", 1.75m)], account.Rows);
    }

    [Fact]
    public void An_empty_list_is_an_empty_account()
    {
        var account = BinanceAccount.Read("""{"balances":[]}"""u8);

        Assert.Null(account.Id);
        Assert.Empty(account.Rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"balances":null}""")]
    [InlineData("""{"balances":{}}""")]
    [InlineData("""{"balances":"none"}""")]
    [InlineData("""{"balances":[null]}""")]
    [InlineData("""{"balances":[{"asset":"BTC","free":"1"}]}""")]
    [InlineData("""{"balances":[{"asset":"BTC","free":"1","locked":null}]}""")]
    [InlineData("""{"balances":[{"asset":"BTC","free":"much","locked":"0"}]}""")]
    [InlineData("""{"balances":[{"asset":"BTC","free":true,"locked":"0"}]}""")]
    [InlineData("""{"balances":[{"asset":"","free":"1","locked":"0"}]}""")]
    [InlineData("""{"balances":[{"asset":7,"free":"1","locked":"0"}]}""")]
    [InlineData("""{"balances":[{"free":"1","locked":"0"}]}""")]
    [InlineData("""{"balances":[],"uid":{"value":1}}""")]
    [InlineData("""{"balances":[{"asset":"BTC","free":"1","locked":"0"}""")]
    [InlineData("""{"balances":[]} and more""")]
    public void A_body_of_another_shape_is_never_an_empty_account(string body) =>
        Assert.ThrowsAny<JsonException>(() => BinanceAccount.Read(Encoding.UTF8.GetBytes(body)));

    private static BinanceAccount Read(string rows) =>
        BinanceAccount.Read(Encoding.UTF8.GetBytes($$"""{"canTrade":true,"uid":354937868,"balances":[{{rows}}]}"""));
}
