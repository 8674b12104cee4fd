using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Syncs.RenameTests;

namespace Portfolio.Tests.Syncs;

/// <summary>Renames that are in no list: recognised without doubt, else a question to a person.</summary>
public sealed class UnlistedRenameTests
{
    [Fact]
    public void The_same_quantity_to_six_digits_of_a_coin_never_held_is_a_rename()
    {
        var account = Held(123.456m);

        var result = account.Read(Account.Spot(("NEU", 123.456m)));

        Assert.Empty(result.Questions);
        Assert.Equal(["ALT +123.456", "ALT -123.456 renamed", "NEU +123.456 renamed < ALT"], Rows(account));
    }

    [Fact]
    public void It_is_recognised_also_days_later()
    {
        var account = Held(123.456m);
        account.Read(Account.Noon.AddDays(1), Account.Spot());

        account.Read(Account.Noon.AddDays(3), Account.Spot(("NEU", 123.456m)));

        Assert.Equal(["ALT +123.456", "ALT -123.456 awaiting_successor", "NEU +123.456 renamed < ALT"], Rows(account));
    }

    [Fact]
    public void Fewer_digits_raise_a_question_and_meanwhile_nothing_is_booked()
    {
        var account = Held(100m);

        var result = account.Read(Account.Spot(("NEU", 100m)));
        account.Read(Account.Spot(("NEU", 100m)));

        var question = Assert.Single(account.Book.Questions);
        Assert.Equal(("ALT", "NEU", 100m), (question.Old, question.New, question.Quantity));
        Assert.Empty(result.Changes);
        Assert.Equal(("ALT", 100m), (account.Stored.Single().Symbol, account.Stored.Single().Quantity));
        Assert.Equal(["ALT +100"], Rows(account));
    }

    [Fact]
    public void A_confirmed_rename_is_booked_and_the_question_is_gone()
    {
        var account = Asked();

        account.Book.Answer("ALT", "confirmed");
        var result = account.Read(Account.Spot(("NEU", 100m)));

        Assert.Empty(result.Questions);
        Assert.Equal(["ALT +100", "ALT -100 renamed", "NEU +100 renamed < ALT"], Rows(account));
    }

    [Fact]
    public void A_rejected_rename_is_booked_as_a_sale_and_a_purchase()
    {
        var account = Asked();

        account.Book.Answer("ALT", "rejected");
        var result = account.Read(Account.Spot(("NEU", 100m)));

        Assert.Empty(result.Questions);
        Assert.Equal(["ALT +100", "ALT -100 gone", "NEU +100"], Rows(account));
    }

    [Fact]
    public void Without_an_answer_for_thirty_days_it_is_booked_as_it_is()
    {
        var account = Asked();

        account.Read(Account.Noon.AddDays(29), Account.Spot(("NEU", 100m)));
        var waiting = account.Book.Rows.Count;
        account.Read(Account.Noon.AddDays(31), Account.Spot(("NEU", 100m)));

        Assert.Equal(1, waiting);
        Assert.Empty(account.Book.Questions);
        Assert.Equal(["ALT +100", "ALT -100 gone", "NEU +100"], Rows(account));
    }

    [Fact]
    public void A_question_whose_occasion_has_passed_is_withdrawn()
    {
        var account = Asked();

        account.Read(Account.Spot(("ALT", 100m)));

        Assert.Empty(account.Book.Questions);
        Assert.Equal(["ALT +100"], Rows(account));
    }

    [Fact]
    public void Two_candidates_raise_questions()
    {
        var account = Held(123.456m);

        account.Read(Account.Spot(("NEU", 123.456m), ("OTHER", 123.456m)));

        Assert.Equal(["NEU", "OTHER"], account.Book.Questions.Select(question => question.New).Order());
        Assert.Equal(["ALT +123.456"], Rows(account));
    }

    [Theory]
    [InlineData("Halted", true)]
    [InlineData("Ended", false)]
    public void A_halted_old_name_is_no_proof_and_raises_a_question(string state, bool asked)
    {
        var account = Held(123.456m);
        account.Markets["ALT"] = Enum.Parse<AssetMarket>(state);

        var result = account.Read(Account.Spot(("NEU", 123.456m)));

        Assert.Equal(asked, result.Questions.Count is 1);
    }

    [Fact]
    public void Nothing_is_concluded_from_an_old_list_of_pairs()
    {
        var account = Held(123.456m);
        account.ListIsCurrent = false;

        var result = account.Read(Account.Spot(("NEU", 123.456m)));

        Assert.Single(result.Questions);
    }

    [Theory]
    [InlineData("USDT", 123.456)]
    [InlineData("NEU", 123.457)]
    public void A_stablecoin_and_another_quantity_are_no_rename(string came, decimal quantity)
    {
        var account = Held(123.456m);

        var result = account.Read(Account.Spot((came, quantity)));

        Assert.Empty(result.Questions);
        Assert.DoesNotContain("renamed", account.Book.Rows.Select(row => row.Reason));
    }

    [Fact]
    public void A_coin_that_was_held_before_and_one_that_still_trades_are_no_rename()
    {
        var (known, traded) = (Held(123.456m, ("NEU", 5m)), Held(123.456m));
        known.Read(Account.Spot(("ALT", 123.456m)));
        traded.Markets["ALT"] = AssetMarket.Trading;

        foreach (var account in (Account[])[known, traded])
            account.Read(Account.Spot(("NEU", 123.456m)));

        Assert.All((Account[])[known, traded], account =>
        {
            Assert.Empty(account.Book.Questions);
            Assert.Equal("NEU +123.456", Rows(account)[^1]);
        });
    }

    [Fact]
    public void While_a_wallet_is_missing_it_waits()
    {
        var account = Held(123.456m);
        account.Read(Account.Spot(("ALT", 123.456m)), Account.Wallet(WalletNames.Funding));

        var result = account.Read(Account.Spot(("NEU", 123.456m)), Account.Missed(WalletNames.Funding));

        Assert.Empty(result.Changes);
        Assert.Empty(result.Questions);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(123.456, 6)]
    [InlineData(0.00123456, 6)]
    [InlineData(1234500, 5)]
    public void Zeros_at_either_end_are_no_significant_digits(decimal quantity, int digits) =>
        Assert.Equal(digits, SignificantDigits.Of(quantity));

    private static Account Asked()
    {
        var account = Held(100m);
        account.Read(Account.Spot(("NEU", 100m)));
        return account;
    }

    private static Account Held(decimal quantity, params (string Symbol, decimal Quantity)[] beside)
    {
        var account = new Account();
        account.Markets["BTC"] = AssetMarket.Trading;
        account.Markets["ALT"] = AssetMarket.Trading;
        account.Prices["ALT"] = 2m;
        account.Read(Account.Spot([("ALT", quantity), .. beside]));
        account.Markets["ALT"] = AssetMarket.Ended;
        account.Prices.Remove("ALT");
        return account;
    }
}
