using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges;

public sealed class RenamesTests
{
    private static readonly (string Old, string New)[] Known = [("MATIC", "POL"), ("FTM", "S")];
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("POL USDT", "POL")]
    [InlineData("MATIC USDT", "MATIC")]
    [InlineData("POL MATIC USDT", "MATIC")]
    [InlineData("USDT", "MATIC")]
    public void A_rename_is_in_force_where_the_new_name_is_live_and_the_old_one_is_not(string live, string expected) =>
        Assert.Equal(expected, List(live.Split(' ')).CurrentName("MATIC"));

    [Fact]
    public void Other_assets_keep_their_names() => Assert.Equal("BTC", List("POL", "S").CurrentName("BTC"));

    [Fact]
    public void Both_names_in_one_wallet_are_one_asset_and_wallets_stay_apart()
    {
        var account = new AccountReading("7",
        [
            Wallet(WalletNames.Spot, new("MATIC", 500), new("POL", 100), new("BTC", 1)),
            Wallet(WalletNames.Funding, new AssetQuantity("FTM", 8)),
        ]);

        var renamed = Renames.Apply(account, List("POL", "S"));

        Assert.Equal([new("POL", 600), new("BTC", 1)], renamed.Wallets[0].Balances);
        Assert.Equal([new AssetQuantity("S", 8)], renamed.Wallets[1].Balances);
    }

    [Fact]
    public void Receipts_and_the_exchanges_own_prices_follow()
    {
        var account = new AccountReading(null, [Wallet(WalletNames.EarnFlexible)])
        {
            Receipts = [new("MATIC", 5)],
            OwnPrices = new Dictionary<string, Price> { ["MATIC"] = new(0.4m, "own"), ["POL"] = new(0.5m, "own") },
        };

        var renamed = Renames.Apply(account, List("POL"));

        Assert.Equal([new AssetQuantity("POL", 5)], renamed.Receipts);
        Assert.Equal("POL", Assert.Single(renamed.OwnPrices ?? new Dictionary<string, Price>()).Key);
    }

    [Fact]
    public void The_lists_know_each_old_name_once_and_none_leads_to_another()
    {
        var known = BinanceRenames.Known;

        Assert.Equal(known.Count, known.Select(rename => rename.Old).Distinct().Count());
        Assert.Empty(known.Select(rename => rename.Old).Intersect(known.Select(rename => rename.New)));
    }

    private static PriceList List(params string[] live) =>
        new(new Dictionary<string, Price>(), Now, Renames.InForce(Known, live.ToHashSet()));

    private static WalletReading Wallet(string name, params AssetQuantity[] balances) =>
        new(name, WalletOutcome.Ok, balances);
}
