using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Wallets that were not read, and assets that change their name.</summary>
public sealed class WalletRulesTests
{
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
