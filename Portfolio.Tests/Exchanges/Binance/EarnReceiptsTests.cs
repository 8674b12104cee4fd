using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class EarnReceiptsTests
{
    private static readonly HashSet<string> Listed = ["BTC", "LDO", "SHIB", "USDT"];

    [Theory]
    [InlineData("LDBTC", "BTC")]
    [InlineData("LDUSDT", "USDT")]
    [InlineData("LDLDO", "LDO")]
    [InlineData("LDNEVERLISTED", "NEVERLISTED")]
    [InlineData("LD币安", "币安")]
    public void A_receipt_stands_for_the_asset_it_names(string receipt, string asset) =>
        Assert.Equal(asset, EarnReceipts.Underlying(receipt, Listed));

    [Theory]
    [InlineData("LDSHIB2", "SHIB")]
    [InlineData("LDBAKET", "BAKE")]
    [InlineData("LDBAKE", "QTUM")]
    [InlineData("LDERD", "EGLD")]
    [InlineData("LDLEND", "TKO")]
    [InlineData("LDETH2", "ETH")]
    public void A_receipt_with_a_name_of_its_own_is_resolved_by_the_list(string receipt, string asset) =>
        Assert.Equal(asset, EarnReceipts.Underlying(receipt, Listed));

    [Theory]
    [InlineData("LDO")]
    [InlineData("BTC")]
    [InlineData("LD")]
    [InlineData("ldbtc")]
    [InlineData("GOLD")]
    public void An_asset_is_no_receipt(string asset) => Assert.Null(EarnReceipts.Underlying(asset, Listed));

    [Fact]
    public void A_listed_asset_wins_over_the_list_of_receipts() =>
        Assert.Null(EarnReceipts.Underlying("LDBAKE", new HashSet<string> { "LDBAKE" }));
}
