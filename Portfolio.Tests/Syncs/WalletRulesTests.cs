using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Wallets that were not read, receipts that speak for them, and assets that change their name.</summary>
public sealed class WalletRulesTests
{
    [Fact]
    public void A_receipt_speaks_for_an_earn_wallet_of_which_nothing_is_stored()
    {
        var account = new Account();

        account.Read(Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.EarnFlexible, ("BTC", 0.5m), ("ETH", 2m)));

        Assert.Equal((1.5m, 2m), (account.Ledger["BTC"], account.Ledger["ETH"]));
        Assert.All(
            account.Stored.Where(balance => balance.Wallet is WalletNames.EarnFlexible),
            balance => Assert.Equal(Account.Noon, balance.StaleSince));
    }

    [Fact]
    public void A_stored_earn_quantity_is_never_added_to_its_receipt()
    {
        var account = new Account();
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 3m)));

        account.Read(Account.Spot(), Account.Missed(WalletNames.EarnFlexible, ("ETH", 3.1m), ("BTC", 0.5m)));

        Assert.Equal((3m, 0.5m), (account.Ledger["ETH"], account.Ledger["BTC"]));
    }

    [Fact]
    public void What_only_receipts_have_told_follows_the_newest_receipt()
    {
        var account = new Account();
        account.Read(Account.Spot(), Account.Missed(WalletNames.EarnFlexible, ("ETH", 3m), ("BTC", 1m)));

        account.Read(Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.EarnFlexible, ("ETH", 4m)));
        var again = account.Read(Account.Noon.AddHours(1), Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.EarnFlexible, ("ETH", 4m)));

        Assert.Equal((4m, 1m), (account.Ledger["ETH"], account.Ledger["BTC"]));
        Assert.Empty(again.ChangedBalances);
    }

    [Fact]
    public void An_earn_wallet_that_answers_again_has_the_last_word()
    {
        var account = new Account();
        account.Read(Account.Spot(), Account.Missed(WalletNames.EarnFlexible, ("ETH", 3m)));

        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 2.5m)));

        Assert.Equal(2.5m, account.Ledger["ETH"]);
        Assert.Null(Assert.Single(account.Stored).StaleSince);
    }

    [Fact]
    public void An_empty_reading_zeroes_a_wallet_and_a_failed_one_does_not()
    {
        var (emptied, failed) = (new Account(), new Account());
        foreach (var account in (Account[])[emptied, failed])
            account.Read(Account.Spot(("BTC", 1m)), Account.Wallet(WalletNames.Funding, ("ETH", 1m)));

        emptied.Read(Account.Spot(("BTC", 1m)), Account.Wallet(WalletNames.Funding));
        failed.Read(Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.Funding));

        Assert.Equal((0m, 1m), (emptied.Ledger["ETH"], failed.Ledger["ETH"]));
    }

    [Fact]
    public void What_is_held_in_a_wallet_that_was_not_read_does_not_leave_because_its_price_fell()
    {
        var account = new Account();
        account.Read(Account.Spot(("ETH", 0.001m)));
        account.Prices["ETH"] = 1m;

        var result = account.Read(Account.Missed(WalletNames.Spot));

        Assert.Empty(result.Changes);
        Assert.Equal(0.001m, account.Ledger["ETH"]);
    }

    [Fact]
    public void A_rename_books_neither_a_sale_nor_a_purchase()
    {
        var account = new Account { Prices = new() { ["MATIC"] = 0.5m } };
        account.Read(Account.Spot(("MATIC", 100m)));
        account.Prices["POL"] = 0.5m;
        account.Prices.Remove("MATIC");
        account.Renames["MATIC"] = "POL";

        account.Read(Account.Spot(("POL", 100m)));

        Assert.Equal([("MATIC", 100m)], account.Booked);
        Assert.Equal(100m, account.Ledger["POL"]);
        Assert.DoesNotContain("MATIC", account.Ledger.Keys);
    }

    [Fact]
    public void A_rename_where_both_are_held_sums_them_and_closes_the_old_name()
    {
        var account = new Account { Prices = new() { ["MATIC"] = 0.5m, ["POL"] = 0.5m } };
        account.Read(Account.Spot(("MATIC", 100m), ("POL", 20m)));
        account.Renames["MATIC"] = "POL";

        account.Read(Account.Spot(("POL", 120m)));

        Assert.Equal((0m, 120m), (account.Ledger["MATIC"], account.Ledger["POL"]));
        Assert.Equal(0m, account.Booked.Skip(2).Sum(row => row.Delta));
    }

    [Fact]
    public void A_renamed_asset_in_a_wallet_that_was_not_read_goes_on_under_its_new_name()
    {
        var account = new Account { Prices = new() { ["MATIC"] = 0.5m } };
        account.Read(Account.Spot(("MATIC", 100m)));
        account.Prices["POL"] = 0.5m;
        account.Renames["MATIC"] = "POL";

        account.Read(Account.Missed(WalletNames.Spot));

        Assert.Equal(100m, account.Ledger["POL"]);
        Assert.Equal(("POL", "POL"), (Assert.Single(account.Stored).Symbol, account.Stored[0].Name));
        Assert.Single(account.Booked);
    }
}
