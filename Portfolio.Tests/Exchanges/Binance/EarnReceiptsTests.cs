using Portfolio.Worker.Exchanges;
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
    public void A_receipt_with_an_irregular_name_is_resolved_by_the_list(string receipt, string asset) =>
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

    [Fact]
    public void Receipts_are_never_spot_and_stay_beside_the_positions_that_were_read()
    {
        var flexible = new WalletReading(WalletNames.EarnFlexible, WalletOutcome.Ok, [new("BTC", 2m)]);

        var account = SetApart(Spot(("BTC", 1), ("LDBTC", 2.5m), ("LDO", 3)), flexible);

        Assert.Equal([new("BTC", 1m), new("LDO", 3m)], account.Wallets[0].Balances);
        Assert.Equal(flexible, account.Wallets[1]);
        Assert.Equal([new("BTC", 2.5m)], account.Receipts);
    }

    [Theory]
    [InlineData(WalletOutcome.Refused)]
    [InlineData(WalletOutcome.Unavailable)]
    [InlineData(WalletOutcome.Unsupported)]
    public void Receipts_come_with_positions_that_were_not_read(object outcome)
    {
        var flexible = new WalletReading(WalletNames.EarnFlexible, (WalletOutcome)outcome, []);

        var account = SetApart(Spot(("LDSHIB2", 5), ("LDSHIB", 6.5m), ("LDLDO", 4)), flexible);

        Assert.Empty(account.Wallets[0].Balances);
        Assert.Equal((WalletOutcome)outcome, account.Wallets[1].Outcome);
        Assert.Empty(account.Wallets[1].Balances);
        Assert.Equal([new("SHIB", 11.5m), new("LDO", 4m)], account.Receipts);
    }

    [Fact]
    public void A_spot_wallet_without_receipts_proves_that_there_are_none()
    {
        var flexible = new WalletReading(WalletNames.EarnFlexible, WalletOutcome.Unavailable, []);

        Assert.Equal([], SetApart(Spot(("LDO", 1)), flexible).Receipts);
    }

    private static AccountReading SetApart(params WalletReading[] wallets) =>
        EarnReceipts.SetApart(new AccountReading("7", wallets), Listed);

    private static WalletReading Spot(params (string Symbol, decimal Quantity)[] rows) => new(
        WalletNames.Spot, WalletOutcome.Ok, [.. rows.Select(row => new AssetQuantity(row.Symbol, row.Quantity))]);
}
