using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Renames of the exchange's list, by what the account shows.</summary>
public sealed class RenameTests
{
    [Fact]
    public void A_rename_within_one_run_closes_the_old_name_and_continues_its_row()
    {
        var account = Fantom();

        account.Read(Account.Spot(("S", 100m)));

        Assert.Equal(["FTM +100", "FTM -100 renamed", "S +100 renamed < FTM"], Rows(account));
        Assert.Equal((0m, 100m), (account.Ledger["FTM"], account.Ledger["S"]));
    }

    [Fact]
    public void Days_between_the_old_name_and_the_new_one_are_neither_a_sale_nor_a_purchase()
    {
        var account = Fantom();

        account.Read(Account.Noon.AddDays(1), Account.Spot());
        account.Read(Account.Noon.AddDays(4), Account.Spot(("S", 100m)));

        Assert.Equal(["FTM +100", "FTM -100 awaiting_successor", "S +100 renamed < FTM"], Rows(account));
        Assert.Same(account.Book.Rows[1], account.Book.Rows[2].Continues);
    }

    [Theory]
    [InlineData("Halted")]
    [InlineData("Ended")]
    public void An_old_name_that_is_still_there_stays_what_it_is(string state)
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
            [$"{old} +{before:0.####}", $"{old} -{before:0.####} renamed", $"{renamed} +{after:0.####} renamed < {old}"],
            Rows(account));
    }

    [Fact]
    public void What_was_cut_off_by_the_ratio_is_no_change_of_its_own()
    {
        var account = Held("LEND", 12.3456789m);

        account.Read(Account.Spot(("AAVE", 0.12345678m)));

        Assert.Equal(
            ["LEND +12.3456789", "LEND -12.3456789 renamed", "AAVE +0.12345678 renamed < LEND"], Rows(account));
    }

    [Theory]
    [InlineData(130, "S +30", "S +100 renamed < FTM")]
    [InlineData(120.5, "S +20.5", "S +100 renamed < FTM")]
    public void More_of_the_new_name_than_the_ratio_gives_is_an_ordinary_change_beside(decimal came, params string[] rows)
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
                "FTM +100", "FTM -60 renamed", "FTM -40 awaiting_successor", "S +60 renamed < FTM", "S +40 renamed < FTM",
            ],
            Rows(account));
    }

    [Fact]
    public void A_new_name_that_was_held_before_goes_up_by_what_the_old_one_was()
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
    public void After_thirty_days_the_wait_is_over_and_nothing_is_taken_back()
    {
        var account = Fantom();
        account.Read(Account.Noon.AddDays(1), Account.Spot());

        account.Read(Account.Noon.AddDays(32), Account.Spot(("S", 100m)));

        Assert.Equal(["FTM +100", "FTM -100 awaiting_successor", "S +100"], Rows(account));
    }

    [Fact]
    public void A_name_that_comes_back_by_itself_ends_the_wait()
    {
        var account = Fantom();
        account.Read(Account.Spot());

        account.Read(Account.Spot(("FTM", 100m)));
        account.Read(Account.Spot(("S", 100m)));

        Assert.Equal(
            [
                "FTM +100", "FTM -100 awaiting_successor", "FTM +100 renamed < FTM", "FTM -100 renamed",
                "S +100 renamed < FTM",
            ],
            Rows(account));
    }

    [Fact]
    public void A_new_name_beside_the_old_one_is_its_rename_and_the_old_one_leaves_without_a_sale()
    {
        var account = Fantom();

        account.Read(Account.Spot(("FTM", 100m), ("S", 100m)));
        account.Read(Account.Spot(("S", 100m)));
        account.Read(Account.Spot(("S", 140m)));

        Assert.Equal(["FTM +100", "S +100 renamed < FTM", "FTM -100 renamed", "S +40"], Rows(account));
    }

    [Fact]
    public void Both_names_at_the_first_reading_are_two_holdings()
    {
        var account = Fantom(("S", 20m));

        account.Read(Account.Spot(("FTM", 100m), ("S", 20m)));

        Assert.Equal(["FTM +100", "S +20"], Rows(account));
    }

    [Fact]
    public void A_holding_stays_on_its_side_of_the_dust_line_under_its_new_name()
    {
        var (held, dust) = (Fantom(), Fantom());
        foreach (var (account, quantity) in new[] { (held, 2.2m), (dust, 1m) })
        {
            account.Prices["FTM"] = 0.5m;
            account.Read(Account.Spot(("FTM", quantity)));
            account.Prices["S"] = 0.41m;
            account.Read(Account.Spot(("S", quantity)));
        }

        Assert.Equal((2.2m, 0m), (held.Ledger["S"], dust.Ledger.GetValueOrDefault("S")));
        Assert.Equal("renamed", held.Book.Rows[^1].Reason);
    }

    /// <summary>Before the upgrade the series stood under the new name, while the exchange lists the old one.</summary>
    [Fact]
    public void A_series_that_was_carried_to_the_new_name_is_taken_back_without_a_sale()
    {
        var account = Held("POL", 600m);
        account.Renames.Add(new Rename("MATIC", "POL"));

        account.Read(Account.Spot(("MATIC", 500m), ("POL", 100m)));
        account.Read(Account.Spot(("POL", 600m)));

        Assert.Equal(
            [
                "POL +600", "POL -500 renamed", "MATIC +500 renamed < POL", "MATIC -500 renamed",
                "POL +500 renamed < MATIC",
            ],
            Rows(account));
    }

    internal static List<string> Rows(Account account) =>
    [
        .. account.Book.Rows.Select(row => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{row.Symbol} {(row.Delta > 0 ? "+" : "")}{row.Delta:0.############}"
            + $"{(row.Reason is null ? "" : $" {row.Reason}")}{(row.Continues is { } old ? $" < {old.Symbol}" : "")}")),
    ];

    /// <summary>Holds 100 FTM, whose pairs are as given.</summary>
    private static Account Fantom(AssetMarket state = AssetMarket.Halted)
    {
        var account = Held("FTM", 100m);
        account.Markets["FTM"] = state;
        return account;
    }

    private static Account Fantom(params (string Symbol, decimal Quantity)[] beside)
    {
        var account = New();
        account.Read(Account.Spot([("FTM", 100m), .. beside]));
        return account;
    }

    private static Account Held(string symbol, decimal quantity)
    {
        var account = New();
        account.Read(Account.Spot((symbol, quantity)));
        return account;
    }

    private static Account New()
    {
        var account = new Account();
        account.Renames.AddRange(
        [
            new("FTM", "S"), new("MATIC", "POL"), new("MKR", "SKY", 1, 24000), new("LEND", "AAVE", 100, 1),
        ]);
        account.Markets["USDT"] = AssetMarket.Trading;
        return account;
    }
}
