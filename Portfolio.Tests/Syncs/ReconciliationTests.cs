using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

public sealed class ReconciliationTests
{
    [Fact]
    public void An_asset_in_two_wallets_is_held_once_with_their_sum()
    {
        var result = new Account().Read(
            Account.Spot(("BTC", 0.4m)), Account.Wallet(WalletNames.EarnFlexible, ("BTC", 0.1m)));

        Assert.Equal([new HoldingChange("BTC", 0.5m, null)], result.Changes);
        Assert.Equal(25_000m, result.TotalUsd);
    }

    [Fact]
    public void A_second_reading_with_nothing_changed_changes_nothing()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m), ("ETH", 2m)));

        var again = account.Read(Account.Spot(("ETH", 2m), ("BTC", 1.00m)));

        Assert.Empty(again.Changes);
        Assert.Empty(again.ChangedBalances);
        Assert.Empty(again.RemovedBalances);
    }

    [Fact]
    public void One_changed_balance_is_one_change()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m), ("ETH", 2m)));

        Assert.Equal(
            [new HoldingChange("ETH", 2.5m, null)], account.Read(Account.Spot(("BTC", 1m), ("ETH", 2.5m))).Changes);
    }

    [Fact]
    public void A_sold_out_asset_closes_at_zero_as_gone()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m), ("ETH", 2m)));

        var result = account.Read(Account.Spot(("BTC", 1m)));

        Assert.Equal([new HoldingChange("ETH", 0m, "gone")], result.Changes);
        Assert.Equal([("spot", "ETH")], result.RemovedBalances);
    }

    [Fact]
    public void A_price_that_moves_changes_the_value_and_writes_neither_a_balance_nor_a_transaction()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m)));
        account.Prices["BTC"] = 60_000m;

        var result = account.Read(Account.Spot(("BTC", 1m)));

        Assert.Empty(result.Changes);
        Assert.Empty(result.ChangedBalances);
        Assert.Equal(60_000m, result.TotalUsd);
    }

    [Theory]
    [InlineData("0.99", false)]
    [InlineData("1.00", true)]
    public void A_new_asset_is_taken_in_from_one_dollar_on(string usdt, bool held)
    {
        var result = new Account().Read(Account.Spot(("USDT", decimal.Parse(usdt))));

        Assert.Equal(held ? 1 : 0, result.Changes.Count);
        Assert.Equal(held ? 0 : 1, result.DustSkipped);
    }

    [Theory]
    [InlineData("0.80", false)]
    [InlineData("0.79", true)]
    public void A_held_asset_becomes_dust_only_below_eighty_cents(string usdt, bool closes)
    {
        var account = new Account();
        account.Read(Account.Spot(("USDT", 1.20m)));

        var result = account.Read(Account.Spot(("USDT", decimal.Parse(usdt))));

        Assert.Equal(closes ? "dust" : null, Assert.Single(result.Changes).Reason);
        Assert.Equal(closes ? 0m : decimal.Parse(usdt), account.Ledger["USDT"]);
    }

    [Fact]
    public void Dust_is_judged_on_the_sum_over_all_wallets()
    {
        var result = new Account().Read(
            Account.Spot(("USDT", 0.60m)), Account.Wallet(WalletNames.EarnFlexible, ("USDT", 0.60m)));

        Assert.Equal([new HoldingChange("USDT", 1.20m, null)], result.Changes);
    }

    [Fact]
    public void A_new_asset_without_a_price_is_kept_and_has_no_value()
    {
        var result = new Account().Read(Account.Spot(("NOPRICE", 0.001m)));

        Assert.Equal([new HoldingChange("NOPRICE", 0.001m, null)], result.Changes);
        Assert.Equal((1, 0, 0m), (result.Unpriced, result.DustSkipped, result.TotalUsd));
    }

    [Theory]
    [InlineData("0.50", 0)]
    [InlineData("5.00", 5)]
    public void An_asset_that_loses_its_price_stays_on_its_side_of_the_dust_line(string usdt, int held)
    {
        var account = new Account();
        account.Read(Account.Spot(("USDT", decimal.Parse(usdt))));
        account.Prices.Remove("USDT");

        var result = account.Read(Account.Spot(("USDT", decimal.Parse(usdt))));

        Assert.Empty(result.Changes);
        Assert.Equal(held, account.Ledger.GetValueOrDefault("USDT"));
    }

    [Fact]
    public void A_wallet_that_was_not_read_keeps_its_balances_and_is_stale_since_it_was_first_missed()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m)), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 3m)));

        var missed = account.Read(
            Account.Noon.AddHours(1), Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.EarnFlexible));
        account.Read(Account.Noon.AddHours(2), Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.EarnFlexible));

        Assert.Empty(missed.Changes);
        Assert.Equal(3m, account.Ledger["ETH"]);
        Assert.Equal(Account.Noon.AddHours(1), account.Stored.Single(balance => balance.Symbol is "ETH").StaleSince);
    }

    [Fact]
    public void A_wallet_that_is_read_again_is_no_longer_stale()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m)));
        account.Read(Account.Missed(WalletNames.Spot));

        account.Read(Account.Spot(("BTC", 1m)));

        Assert.Null(Assert.Single(account.Stored).StaleSince);
    }

    [Fact]
    public void A_value_beyond_any_number_is_no_value_and_fails_nothing()
    {
        var account = new Account { Prices = new() { ["BIG"] = 1_000_000m } };

        var result = account.Read(Account.Spot(("BIG", 70_000_000_000_000_000_000_000_000_000m)));

        Assert.Equal(1, result.Unpriced);
    }
}
