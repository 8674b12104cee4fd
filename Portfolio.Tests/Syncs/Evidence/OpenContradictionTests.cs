using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;
using static Portfolio.Tests.Syncs.Evidence.ReportedAccount;

namespace Portfolio.Tests.Syncs.Evidence;

/// <summary>A contradiction lasts until reading and total agree, or until a person confirms the reading.</summary>
public sealed class OpenContradictionTests
{
    private const string Trading = WalletNames.Trading;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_without_a_total_does_not_end_it(bool stalePrices)
    {
        var account = Contradictory();
        account.PricesAreStale = stalePrices;
        if (!stalePrices)
            account.Totals.Clear();

        var judgement = account.Read(Wallet(("USDT", 100m)));
        (account.PricesAreStale, account.Totals[Trading]) = (false, 84_900m);
        var again = account.Read(Wallet(("USDT", 100m)));

        Assert.Equal([Trading], Contradicted(judgement));
        Assert.Equal([Trading], Contradicted(again));
        Assert.Equal(1m, account.Held("BTC"));
        Assert.Equal(Id(judgement), Id(again));
    }

    [Fact]
    public void A_run_without_a_total_that_reads_the_coins_again_ends_it()
    {
        var account = Contradictory();
        account.Totals.Clear();

        var judgement = account.Read(Wallet(("BTC", 1m), ("USDT", 100m)));

        Assert.Empty(Contradicted(judgement));
        Assert.Null(judgement.Evidence.Contradiction);
    }

    [Fact]
    public void A_wallet_that_cannot_be_read_meanwhile_keeps_it_with_its_time_and_its_confirmation()
    {
        var account = Contradictory();
        var first = account.Evidence;
        account.Confirm();
        account.Now += TimeSpan.FromMinutes(5);

        var missed = account.Read(Account.Missed(Trading));
        var confirmed = account.Evidence.ReadingConfirmedAt;
        account.Read(Wallet(("USDT", 100m)));

        Assert.Empty(Contradicted(missed));
        Assert.Equal(first.ContradictedSince, missed.Evidence.ContradictedSince);
        Assert.NotNull(confirmed);
        Assert.Equal(0m, account.Held("BTC"));
        Assert.Null(account.Evidence.Contradiction);
    }

    [Fact]
    public void A_confirmed_reading_is_booked_by_a_run_without_a_total()
    {
        var account = Contradictory();
        account.Confirm();
        account.Totals.Clear();

        account.Read(Wallet(("USDT", 100m)));

        Assert.Equal(0m, account.Held("BTC"));
        Assert.Null(account.Evidence.Contradiction);
    }

    [Theory]
    [InlineData(100.5, 0, 0.0)] // Interest.
    [InlineData(120, 0, 0.0)] // A deposit.
    [InlineData(100, 0.5, 0.0)] // A coin that was bought for nothing that is known.
    [InlineData(99.5, 0, 0.0)] // Half a dollar.
    [InlineData(40, 0, 1.0)] // Another loss: what was confirmed is not this.
    public void A_confirmation_holds_while_the_account_lives_on(double usdt, double eth, double btcAfter)
    {
        var account = Contradictory();
        account.Confirm();

        account.Read(Wallet(Rows(("USDT", (decimal)usdt), ("ETH", (decimal)eth))));

        Assert.Equal((decimal)btcAfter, account.Held("BTC"));
    }

    private static ReportedAccount Contradictory()
    {
        var account = new ReportedAccount();
        account.Totals[Trading] = 84_900m;
        account.Read(Wallet(("BTC", 1m), ("USDT", 100m)));
        Assert.Equal([Trading], Contradicted(account.Read(Wallet(("USDT", 100m)))));
        return account;
    }

    private static Guid? Id(Judgement judgement) => Contradiction.Read(judgement.Evidence.Contradiction)?.Id;

    private static WalletReading Wallet(params (string Symbol, decimal Quantity)[] rows) =>
        Account.Wallet(Trading, rows);

    private static (string Symbol, decimal Quantity)[] Rows(params (string Symbol, decimal Quantity)[] rows) =>
        [.. rows.Where(row => row.Quantity is not 0)];
}
