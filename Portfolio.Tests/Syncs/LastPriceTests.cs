using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>An asset that lost its price keeps the last one for a day, marked as old.</summary>
public sealed class LastPriceTests
{
    [Fact]
    public void A_coin_that_moves_where_nothing_prices_it_keeps_the_price_it_was_last_valued_at()
    {
        var account = new Account { Prices = new() { ["EQONE"] = 5m } };
        account.Read(Account.Wallet(WalletNames.Trading, ("EQONE", 20m)));
        account.Prices.Clear();

        var moved = account.Read(
            Account.Noon.AddHours(1), Account.Wallet(WalletNames.Trading), Account.Wallet(
                WalletNames.Funding, ("EQONE", 20m)));
        var later = account.Read(
            Account.Noon.AddHours(2), Account.Wallet(WalletNames.Trading), Account.Wallet(
                WalletNames.Funding, ("EQONE", 20m)));

        Assert.Empty(moved.Changes);
        Assert.Equal((100m, 0), (moved.TotalUsd, moved.Unpriced));
        var stored = Assert.Single(account.Stored);
        Assert.Equal(
            (5m, 100m, "EQONEUSDT (old)", Account.Noon),
            (stored.PriceUsd, stored.ValueUsd, stored.PriceSource, stored.PricedAt));
        Assert.Empty(later.ChangedBalances);
    }

    [Fact]
    public void After_a_day_it_is_unpriced_and_stays_where_it_is()
    {
        var account = new Account { Prices = new() { ["EQONE"] = 5m } };
        account.Read(Account.Spot(("EQONE", 20m)));
        account.Prices.Clear();

        Assert.Equal(0, account.Read(Account.Noon.AddHours(23), Account.Spot(("EQONE", 20m))).Unpriced);
        var late = account.Read(Account.Noon.AddHours(24), Account.Spot(("EQONE", 20m)));

        Assert.Equal((1, 0m), (late.Unpriced, late.TotalUsd));
        Assert.Empty(late.Changes);
        Assert.Null(Assert.Single(account.Stored).PricedAt);
    }

    [Fact]
    public void A_price_of_now_ends_the_old_one()
    {
        var account = new Account { Prices = new() { ["EQONE"] = 5m } };
        account.Read(Account.Spot(("EQONE", 20m)));
        account.Prices.Clear();
        account.Read(Account.Noon.AddHours(1), Account.Spot(("EQONE", 20m)));
        account.Prices["EQONE"] = 4m;

        account.Read(Account.Noon.AddHours(2), Account.Spot(("EQONE", 20m)));

        var stored = Assert.Single(account.Stored);
        Assert.Equal((4m, "EQONEUSDT", null), (stored.PriceUsd, stored.PriceSource, stored.PricedAt));
    }

    [Fact]
    public void Nothing_leaves_as_dust_by_an_old_price()
    {
        var account = new Account { Prices = new() { ["EQONE"] = 5m } };
        account.Read(Account.Spot(("EQONE", 20m)));
        account.Prices.Clear();

        var result = account.Read(Account.Noon.AddHours(1), Account.Spot(("EQONE", 0.01m)));

        Assert.Equal(0.01m, account.Ledger["EQONE"]);
        Assert.Equal(0, result.DustSkipped);
    }

    [Fact]
    public void The_newer_of_an_old_list_and_a_stored_price_counts()
    {
        var account = new Account();
        account.Read(Account.Noon, Account.Spot(("BTC", 1m)));
        var old = new PriceList(
            new Dictionary<string, Price> { ["BTC"] = new(1m, "BTCUSDT") }, Account.Noon.AddMinutes(-1)).AsStale();

        account.Read(Account.Noon.AddMinutes(5), old, Account.Spot(("BTC", 1m)));

        Assert.Equal((50_000m, Account.Noon), (account.Stored[0].PriceUsd, account.Stored[0].PricedAt));
    }

    [Fact]
    public void Without_any_list_quantities_change_and_values_follow_the_last_prices()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m), ("ETH", 2m)));

        var result = account.Read(
            Account.Noon.AddHours(1), PriceList.Unknown(Account.Noon.AddHours(1)), Account.Spot(
                ("BTC", 3m), ("ETH", 2m), ("NEW", 7m)));

        Assert.Equal((3m, 2m, 7m), (account.Ledger["BTC"], account.Ledger["ETH"], account.Ledger["NEW"]));
        Assert.Equal((154_000m, 1), (result.TotalUsd, result.Unpriced));
    }
}
