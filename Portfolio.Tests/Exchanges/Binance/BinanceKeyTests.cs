using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceKeyTests
{
    [Fact]
    public void A_key_that_only_reads_has_no_excess()
    {
        var key = Read();

        Assert.True(key.CanRead);
        Assert.Equal(["read"], key.Granted);
        Assert.Empty(key.Excess);
    }

    [Theory]
    [InlineData("enableSpotAndMarginTrading", "trade")]
    [InlineData("enableFixApiTrade", "trade")]
    [InlineData("enableMargin", "margin")]
    [InlineData("enableFutures", "futures")]
    [InlineData("enableVanillaOptions", "options")]
    [InlineData("enableInternalTransfer", "transfer")]
    [InlineData("permitsUniversalTransfer", "transfer")]
    [InlineData("enableWithdrawals", "withdraw")]
    [InlineData("enableTimeTravel", "enableTimeTravel")]
    [InlineData("permitsEverything", "permitsEverything")]
    public void A_right_beyond_reading_is_excess(string flag, string right)
    {
        var key = Read($"\"{flag}\":true");

        Assert.Equal(["read", right], key.Granted);
        Assert.Equal([right], key.Excess);
    }

    [Theory]
    [InlineData("\"enableFixReadOnly\":true")]
    [InlineData("\"ipRestrict\":true")]
    [InlineData("\"tradingAuthorityExpirationTime\":1628985600000")]
    [InlineData("\"enableTimeTravel\":false")]
    [InlineData("\"somethingNew\":{\"enableWithdrawals\":true}")]
    public void A_flag_that_gives_no_right_is_no_excess(string flag) => Assert.Empty(Read(flag).Excess);

    [Fact]
    public void Portfolio_margin_alone_is_tolerated_and_shown()
    {
        var key = Read("\"enablePortfolioMarginTrading\":true");

        Assert.Equal(["read", "enablePortfolioMarginTrading"], key.Granted);
        Assert.Empty(key.Excess);
    }

    [Theory]
    [InlineData("enableFixApiTrade")]
    [InlineData("enableVanillaOptions")]
    [InlineData("enableWithdrawals")]
    [InlineData("enableTimeTravel")]
    public void Portfolio_margin_beside_another_right_is_excess(string other) =>
        Assert.Contains(
            "enablePortfolioMarginTrading", Read($"\"enablePortfolioMarginTrading\":true,\"{other}\":true").Excess);

    [Fact]
    public void A_key_without_reading_cannot_read()
    {
        var key = BinanceKey.Read(
            """{"enableReading":false,"enableSpotAndMarginTrading":true,"enableWithdrawals":false}"""u8);

        Assert.False(key.CanRead);
        Assert.Equal(["trade"], key.Granted);
    }

    [Fact]
    public void A_flag_that_is_given_twice_counts_if_it_was_ever_true() =>
        Assert.Equal(["withdraw"], Read("\"enableWithdrawals\":true,\"enableWithdrawals\":false").Excess);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("""{"enableReading":true}""")]
    [InlineData("""{"enableReading":true,"enableWithdrawals":false}""")]
    [InlineData("""{"enableReading":"true","enableSpotAndMarginTrading":false,"enableWithdrawals":false}""")]
    [InlineData("""{"enableReading":true,"enableSpotAndMarginTrading":null,"enableWithdrawals":false}""")]
    [InlineData("""{"enableReading":true,"enableSpotAndMarginTrading":false,"enableWithdrawals":false""")]
    [InlineData("""{"enableReading":true,"enableSpotAndMarginTrading":false,"enableWithdrawals":false}}""")]
    public void An_answer_of_another_shape_is_no_harmless_key(string body) =>
        Assert.ThrowsAny<JsonException>(() => BinanceKey.Read(Encoding.UTF8.GetBytes(body)));

    private static KeyReading Read(string more = "\"createTime\":1698645219000") =>
        BinanceKey.Read(Encoding.UTF8.GetBytes(
            $$"""{"enableReading":true,"enableSpotAndMarginTrading":false,"enableWithdrawals":false,{{more}}}"""));
}
