using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Syncs.RenameTests;

namespace Portfolio.Tests.Syncs;

/// <summary>Renames over several wallets, some converted later than others, some not read.</summary>
public sealed class RenameWalletTests
{
    [Theory]
    [InlineData("Halted")]
    [InlineData("Ended")]
    public void An_old_name_that_is_still_there_is_no_rename(string state)
    {
        var account = Fantom(Enum.Parse<AssetMarket>(state));

        account.Read(Account.Spot(("FTM", 100m)));

        Assert.Equal(["FTM +100"], Rows(account));
    }

    [Fact]
    public void An_old_name_that_is_still_traded_was_sold()
    {
        var account = Fantom(AssetMarket.Trading);

        account.Read(Account.Spot(("USDT", 46m)));

        Assert.Equal(["FTM +100", "FTM -100 gone", "USDT +46"], Rows(account));
    }

    [Theory]
    [InlineData("MKR", 0.5, "SKY", 12000)]
    [InlineData("LEND", 1234.5, "AAVE", 12.345)]
    public void A_rename_with_a_ratio_is_two_linked_rows(string old, decimal before, string renamed, decimal after)
    {
        var account = Held(old, before);

        account.Read(Account.Spot((renamed, after)));

        Assert.Equal(
            [$"{old} +{before:0.####}", $"{old} -{before:0.####} renamed",
                $"{renamed} +{after:0.####} renamed < {old}"],
            Rows(account));
    }

    [Fact]
    public void A_quantity_truncated_by_the_ratio_is_no_separate_change()
    {
        var account = Held("LEND", 12.3456789m);

        account.Read(Account.Spot(("AAVE", 0.12345678m)));

        Assert.Equal(
            ["LEND +12.3456789", "LEND -12.3456789 renamed", "AAVE +0.12345678 renamed < LEND"], Rows(account));
    }

    [Theory]
    [InlineData(130, "S +30", "S +100 renamed < FTM")]
    [InlineData(120.5, "S +20.5", "S +100 renamed < FTM")]
    public void More_of_the_new_name_than_the_ratio_gives_is_an_ordinary_change_beside(
        decimal came, params string[] rows)
    {
        var account = Fantom();

        account.Read(Account.Spot(("S", came)));

        Assert.Equal(["FTM +100", "FTM -100 renamed", .. rows], Rows(account));
        Assert.Equal(came, account.Ledger["S"]);
    }

    [Fact]
    public void Less_of_it_while_it_trades_is_a_rename_of_so_much_and_an_ordinary_change()
    {
        var account = Fantom();
        account.Markets["S"] = AssetMarket.Trading;

        account.Read(Account.Spot(("S", 60m)));

        Assert.Equal(["FTM +100", "FTM -40", "FTM -60 renamed", "S +60 renamed < FTM"], Rows(account));
    }

    [Fact]
    public void Less_of_it_before_it_trades_leaves_the_rest_waiting()
    {
        var account = Fantom();

        account.Read(Account.Spot(("S", 60m)));
        account.Read(Account.Spot(("S", 100m)));

        Assert.Equal(
            [
                "FTM +100", "FTM -60 renamed", "FTM -40 awaiting_successor", "S +60 renamed < FTM",
                    "S +40 renamed < FTM",
            ],
            Rows(account));
    }

    [Fact]
    public void A_new_name_that_was_held_before_rises_by_the_quantity_of_the_old_one()
    {
        var account = Fantom(("S", 20m));

        account.Read(Account.Spot(("S", 120m)));

        Assert.Equal(["FTM +100", "S +20", "FTM -100 renamed", "S +100 renamed < FTM"], Rows(account));
    }

    [Fact]
    public void Wallets_that_are_converted_one_after_the_other_are_one_rename_in_parts()
    {
        var account = Held("MATIC", 1000m);
        account.Read(Account.Spot(("MATIC", 600m)), Account.Wallet(WalletNames.Funding, ("MATIC", 400m)));

        account.Read(Account.Spot(("POL", 600m)), Account.Wallet(WalletNames.Funding, ("MATIC", 400m)));
        account.Read(Account.Spot(("POL", 600m)), Account.Wallet(WalletNames.Funding, ("POL", 400m)));

        Assert.Equal(
            [
                "MATIC +1000", "MATIC -600 renamed", "POL +600 renamed < MATIC", "MATIC -400 renamed",
                "POL +400 renamed < MATIC",
            ],
            Rows(account));
    }

    [Fact]
    public void A_rename_that_moves_to_another_wallet_is_one()
    {
        var account = Held("MATIC", 1000m);

        account.Read(Account.Spot(), Account.Wallet(WalletNames.Funding, ("POL", 1000m)));

        Assert.Equal(["MATIC +1000", "MATIC -1000 renamed", "POL +1000 renamed < MATIC"], Rows(account));
    }

    [Fact]
    public void While_a_wallet_is_missing_nothing_is_booked_of_the_pair_and_its_value_stays()
    {
        var account = Held("MATIC", 1000m);
        account.Read(Account.Spot(("MATIC", 1000m)), Account.Wallet(WalletNames.Funding));

        var waiting = account.Read(Account.Noon.AddHours(1), Account.Spot(), Account.Missed(WalletNames.Funding));
        var stored = account.Stored.Single();
        account.Read(Account.Noon.AddHours(2), Account.Spot(), Account.Wallet(WalletNames.Funding, ("POL", 1000m)));

        Assert.Empty(waiting.Changes);
        Assert.Equal(("MATIC", 1000m, Account.Noon.AddHours(1)), (stored.Symbol, stored.Quantity, stored.StaleSince));
        Assert.Equal(["MATIC +1000", "MATIC -1000 renamed", "POL +1000 renamed < MATIC"], Rows(account));
    }

    [Fact]
    public void A_wallet_that_has_not_been_read_for_a_day_keeps_nothing_waiting()
    {
        var account = Held("MATIC", 1000m);

        account.Read(Account.Noon.AddHours(25), Account.Spot(("POL", 1000m)), Account.Missed(WalletNames.Funding));

        Assert.Equal(["MATIC +1000", "MATIC -1000 renamed", "POL +1000 renamed < MATIC"], Rows(account));
    }

    [Fact]
    public void A_new_name_that_comes_for_one_wallet_does_not_explain_a_fall_in_another()
    {
        var account = New();
        account.Read(Account.Spot(("FTM", 600m)), Account.Wallet(WalletNames.Funding, ("FTM", 400m)));
        account.Markets["FTM"] = AssetMarket.Halted;
        account.Markets["S"] = AssetMarket.Trading;

        account.Read(Account.Noon.AddHours(1), Account.Spot(("FTM", 600m)), Account.Wallet(WalletNames.Funding));
        account.Read(Account.Noon.AddHours(2), Account.Spot(), Account.Wallet(WalletNames.Funding, ("S", 400m)));
        account.Read(
            Account.Noon.AddHours(3), Account.Spot(("S", 600m)), Account.Wallet(WalletNames.Funding, ("S", 400m)));

        Assert.Equal(
            [
                "FTM +1000", "FTM -400 awaiting_successor", "FTM -600 awaiting_successor", "S +400 renamed < FTM",
                "S +600 renamed < FTM",
            ],
            Rows(account));
    }
}
