using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceFundingTests
{
    [Fact]
    public void A_quantity_is_free_locked_frozen_and_withdrawing() =>
        Assert.Equal(
            [new AssetQuantity("USDT", 10), new AssetQuantity("BTC", 3)],
            BinanceFunding.Read(
                """
                [{"asset":"USDT","free":"1","locked":"2","freeze":"3","withdrawing":"4","btcValuation":"0.1"},
                 {"asset":"BTC","free":"1","locked":"2"}]
                """u8));

    [Fact]
    public void An_empty_list_is_an_empty_wallet() => Assert.Empty(BinanceFunding.Read("[]"u8));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"free":"1","locked":"2"}]""")]
    [InlineData("""[{"asset":"BTC","free":"1"}]""")]
    [InlineData("""[{"asset":"BTC","free":"","locked":"0"}]""")]
    [InlineData("""[{"asset":"BTC","free":"1","locked":"0","freeze":"some"}]""")]
    [InlineData("""[{"asset":"BTC","free":"1","locked":"0"}""")]
    public void A_body_of_another_shape_is_never_an_empty_wallet(string body) =>
        Assert.ThrowsAny<JsonException>(() => BinanceFunding.Read(Encoding.UTF8.GetBytes(body)));
}
