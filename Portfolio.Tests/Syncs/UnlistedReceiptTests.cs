using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;

namespace Portfolio.Tests.Syncs;

/// <summary>Assets of flexible earn that only a receipt shows.</summary>
public sealed class UnlistedReceiptTests
{
    private static readonly WalletReading NotRead = Account.Missed(WalletNames.EarnFlexible);
    private static readonly WalletReading NoLocked = Account.Wallet(WalletNames.EarnLocked);

    [Fact]
    public void A_receipt_whose_position_is_not_listed_is_in_flexible_earn_and_marked_so()
    {
        var account = Priced("SOL").With(("SOL", 5m), ("ETH", 1m));

        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1m)), NoLocked);

        Assert.Equal((5m, 1m), (account.Ledger["SOL"], account.Ledger["ETH"]));
        Assert.Equal((true, 5m, null), Marks(account, "SOL"));
        Assert.Equal((false, 1m, null), Marks(account, "ETH"));
    }

    [Fact]
    public void It_is_not_taken_for_a_second_one_where_locked_positions_list_it()
    {
        var account = Priced("SOL").With(("SOL", 5m));

        account.Read(
            Account.Spot(),
            Account.Wallet(WalletNames.EarnFlexible),
            Account.Wallet(WalletNames.EarnLocked, ("SOL", 5m)));

        Assert.Equal(5m, account.Ledger["SOL"]);
        Assert.DoesNotContain(account.Stored, row => row.Wallet is WalletNames.EarnFlexible);
    }

    [Fact]
    public void Where_locked_positions_were_not_read_the_stored_ones_decide()
    {
        var (stored, unknown) = (Priced("SOL"), Priced("SOL"));
        stored.Read(Account.Spot(), Account.Wallet(WalletNames.EarnLocked, ("SOL", 5m)));

        foreach (var account in (Account[])[stored, unknown])
        {
            account.With(("SOL", 5m)).Read(
                Account.Spot(),
                Account.Wallet(WalletNames.EarnFlexible),
                Account.Missed(WalletNames.EarnLocked));
        }

        Assert.Equal((5m, 5m), (stored.Ledger["SOL"], unknown.Ledger["SOL"]));
        Assert.DoesNotContain(stored.Stored, row => row.Wallet is WalletNames.EarnFlexible);
    }

    [Fact]
    public void It_goes_with_its_receipt_once_neither_is_listed()
    {
        var account = Priced("SOL").With(("SOL", 5m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible), NoLocked);

        account.With().Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible), NoLocked);

        Assert.Equal(0m, account.Ledger["SOL"]);
    }

    [Fact]
    public void It_stays_while_the_spot_wallet_that_shows_it_cannot_be_read()
    {
        var account = Priced("SOL").With(("SOL", 5m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible), NoLocked);
        account.Receipts = null;

        var result = account.Read(
            Account.Missed(WalletNames.Spot), Account.Wallet(WalletNames.EarnFlexible), NoLocked);

        Assert.Empty(result.Changes);
        Assert.Equal((true, 5m, Account.Noon), Marks(account, "SOL"));
    }

    [Fact]
    public void A_receipt_speaks_for_an_earn_wallet_of_which_nothing_is_stored()
    {
        var account = new Account().With(("BTC", 0.5m), ("ETH", 2m));

        account.Read(Account.Spot(("BTC", 1m)), NotRead);

        Assert.Equal((1.5m, 2m), (account.Ledger["BTC"], account.Ledger["ETH"]));
        Assert.Equal((true, 0.5m, Account.Noon), Marks(account, "BTC"));
    }

    [Fact]
    public void A_position_known_by_its_receipt_follows_the_newest_receipt()
    {
        var account = new Account().With(("ETH", 3m), ("BTC", 1m));
        account.Read(Account.Spot(), NotRead);

        account.With(("ETH", 4m)).Read(Account.Spot(("BTC", 1m)), NotRead);
        var again = account.Read(Account.Noon.AddHours(1), Account.Spot(("BTC", 1m)), NotRead);

        Assert.Equal((4m, 1m), (account.Ledger["ETH"], account.Ledger["BTC"]));
        Assert.Empty(again.ChangedBalances);
    }

    [Fact]
    public void A_position_known_by_its_receipt_does_not_end_because_the_receipt_has_left_spot()
    {
        var account = new Account { Earn = new EarnTotal(6_000m, 0m) }.With(("ETH", 3m));
        account.Read(Account.Spot(), NotRead);

        account.With().Read(Account.Spot(), NotRead);
        Assert.Equal(3m, account.Ledger["ETH"]);
        account.Earn = new EarnTotal(0m, 0m);

        account.With().Read(Account.Spot(), NotRead);
        Assert.Equal(0m, account.Ledger["ETH"]);
    }

    [Fact]
    public void An_earn_wallet_that_answers_again_has_the_last_word()
    {
        var account = new Account().With(("ETH", 3m));
        account.Read(Account.Spot(), NotRead);

        account.With(("ETH", 2.5m)).Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 2.5m)));

        Assert.Equal(2.5m, account.Ledger["ETH"]);
        Assert.Equal((false, 2.5m, null), Marks(account, "ETH"));
    }

    [Fact]
    public void A_receipt_under_the_old_name_of_a_listed_position_is_not_a_second_one()
    {
        var (unlisted, known) = (Priced("POL").With(("MATIC", 100m)), Priced("SKY").With(("MKR", 1m)));
        known.Renames.Add(new Rename("MKR", "SKY", NewUnits: 24_000));

        unlisted.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("POL", 100m)), NoLocked);
        known.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("SKY", 24_001m)), NoLocked);

        Assert.Equal(["POL"], unlisted.Stored.Select(row => row.Symbol));
        Assert.Equal((false, 100m, null), Marks(unlisted, "POL"));
        Assert.Equal(["SKY"], known.Stored.Select(row => row.Symbol));
        Assert.Equal((false, 24_000m, null), Marks(known, "SKY"));
    }

    [Fact]
    public void A_receipt_under_the_old_name_of_a_locked_position_is_not_a_second_one()
    {
        var account = Priced("POL").With(("MATIC", 100m));
        account.Renames.Add(new Rename("MATIC", "POL"));

        account.Read(
            Account.Spot(),
            Account.Wallet(WalletNames.EarnFlexible),
            Account.Wallet(WalletNames.EarnLocked, ("POL", 120m)));

        Assert.Equal([("POL", 120m)], account.Booked);
    }

    [Fact]
    public void A_receipt_that_takes_a_new_name_which_no_list_knows_is_the_same_position()
    {
        var account = Priced("MATIC").With(("MATIC", 100.125m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("MATIC", 100.125m)));
        account.Prices.Remove("MATIC");

        account.With(("POL", 100.125m)).Read(Account.Spot(), NotRead);

        Assert.Equal([("MATIC", 100.125m)], account.Booked);
        Assert.Equal((false, 100.125m, Account.Noon), Marks(account, "MATIC"));
    }

    [Theory]
    [InlineData(3, new[] { "ETH" })]
    [InlineData(3.12345, new[] { "ETH", "BTC" })]
    public void Other_coins_subscribed_in_the_quantity_of_a_position_that_was_not_read_are_their_own(
        double quantity, string[] subscribed)
    {
        var (account, amount) = (new Account(), (decimal)quantity);
        account.With(("NOPRICE", amount)).Read(
            Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("NOPRICE", amount)), NoLocked);

        account.With([.. subscribed.Select(symbol => (symbol, amount))]).Read(
            Account.Spot(("NOPRICE", amount)), NotRead);
        var again = account.Read(Account.Spot(("NOPRICE", amount)), NotRead);

        Assert.Equal(amount, account.Ledger["NOPRICE"]);
        Assert.All(subscribed, symbol => Assert.Equal(amount, account.Ledger[symbol]));
        Assert.Empty(again.Changes);
    }

    [Fact]
    public void A_rename_while_positions_cannot_be_read_moves_the_position_by_its_receipt_and_is_no_trade()
    {
        var account = Priced("MATIC").With(("MATIC", 100m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("MATIC", 100m)));
        account.Prices["POL"] = 0.5m;
        account.Prices.Remove("MATIC");
        account.Renames.Add(new Rename("MATIC", "POL"));

        account.With(("POL", 130m)).Read(Account.Spot(), NotRead);
        Assert.Equal((false, 130m, Account.Noon), Marks(account, "MATIC"));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("POL", 130m)));

        Assert.Equal([("MATIC", 100m), ("MATIC", 30m), ("MATIC", -130m), ("POL", 130m)], account.Booked);
        Assert.Equal((false, 130m, null), Marks(account, "POL"));
    }

    private static Account Priced(string symbol) => new() { Prices = { [symbol] = 0.5m } };

    private static (bool FromReceipt, decimal? Receipt, DateTimeOffset? StaleSince) Marks(
        Account account, string symbol)
    {
        var row = account.Stored.Single(row => row.Wallet is WalletNames.EarnFlexible && row.Symbol == symbol);
        return (row.FromReceipt, row.ReceiptQuantity, row.StaleSince);
    }
}
