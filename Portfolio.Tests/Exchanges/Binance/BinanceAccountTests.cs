using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceAccountTests
{
    private static readonly HashSet<string> Listed = ["BTC", "ETH", "LDO", "SHIB"];

    [Fact]
    public void A_quantity_is_what_is_free_and_what_is_locked()
    {
        var account = Read(
            """{"asset":"BTC","free":"1.5","locked":"0.25"},{"asset":"ETH","free":"0.00","locked":"0"}""");

        Assert.Equal("354937868", account.Id);
        Assert.Equal([new AssetQuantity("BTC", 1.75m)], account.Rows);
    }

    [Fact]
    public void Receipts_are_the_earn_wallet_and_rows_of_one_asset_are_summed()
    {
        var wallets = Read(
            """
            {"asset":"BTC","free":"1","locked":"0"},{"asset":"LDBTC","free":"2","locked":"0"},
            {"asset":"LDO","free":"3","locked":"0"},{"asset":"LDLDO","free":"4","locked":"0"},
            {"asset":"LDSHIB2","free":"5","locked":"0"},{"asset":"LDSHIB","free":"6","locked":"0.5"},
            {"asset":"BTC","free":"0","locked":"7"},{"asset":"币安人生","free":"8","locked":"0"}
            """).Wallets(Listed);

        Assert.Equal([WalletNames.Spot, WalletNames.EarnFlexible], wallets.Select(wallet => wallet.Wallet));
        Assert.Equal([new("BTC", 8m), new("LDO", 3m), new("币安人生", 8m)], wallets[0].Balances);
        Assert.Equal([new("BTC", 2m), new("LDO", 4m), new("SHIB", 11.5m)], wallets[1].Balances);
    }

    [Fact]
    public void An_empty_list_is_an_empty_account_in_which_every_wallet_was_read()
    {
        var account = BinanceAccount.Read("""{"balances":[]}"""u8);

        Assert.Null(account.Id);
        Assert.All(account.Wallets(Listed), wallet =>
        {
            Assert.Equal(WalletOutcome.Ok, wallet.Outcome);
            Assert.Empty(wallet.Balances);
        });
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
