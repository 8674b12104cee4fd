using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Renames of the exchange's list, by the changes of the account.</summary>
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
    internal static Account Fantom(AssetMarket state = AssetMarket.Halted)
    {
        var account = Held("FTM", 100m);
        account.Markets["FTM"] = state;
        return account;
    }

    internal static Account Fantom(params (string Symbol, decimal Quantity)[] beside)
    {
        var account = New();
        account.Read(Account.Spot([("FTM", 100m), .. beside]));
        return account;
    }

    internal static Account Held(string symbol, decimal quantity)
    {
        var account = New();
        account.Read(Account.Spot((symbol, quantity)));
        return account;
    }

    internal static Account New()
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
