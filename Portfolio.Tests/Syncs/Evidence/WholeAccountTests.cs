using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Syncs.Evidence.ReportedAccount;

namespace Portfolio.Tests.Syncs.Evidence;

/// <summary>Coins that move between wallets, some of which are not read, while the account's total stays.</summary>
public sealed class WholeAccountTests
{
    private const string Trading = WalletNames.Trading;
    private const string Funding = WalletNames.Funding;
    private const string Earn = WalletNames.EarnFlexible;

    [Fact]
    public void Coins_that_move_into_a_wallet_that_cannot_be_read_are_not_sold()
    {
        var account = Started(("ETH", 1m));
        (account.Totals[Trading], account.Totals[Earn]) = (0m, 1_600m);

        var judgement = account.Read(Wallet(Trading), Wallet(Funding), Account.Missed(Earn));
        var held = account.Held("ETH");
        account.Read(Wallet(Trading), Wallet(Funding), Wallet(Earn, ("ETH", 1m)));

        Assert.Equal([Trading], Contradicted(judgement));
        Assert.Equal((1m, 1m), (held, account.Held("ETH")));
        Assert.Null(account.Evidence.Contradiction);
    }

    [Fact]
    public void Coins_that_move_out_of_a_wallet_that_cannot_be_read_are_not_doubled()
    {
        var account = Started(("BTC", 1m));
        (account.Totals[Trading], account.Totals[Funding]) = (0m, 84_800m);

        var judgement = account.Read(Account.Missed(Trading), Wallet(Funding, ("BTC", 1m)), Wallet(Earn));

        Assert.Equal([Funding], Contradicted(judgement));
        Assert.Equal(1m, account.Held("BTC"));
        Assert.Contains(Trading, account.Doubtful(
            Account.Missed(Trading), Wallet(Funding, ("BTC", 1m)), Wallet(Earn)));
    }

    [Fact]
    public void Trades_and_withdrawals_beside_a_wallet_that_cannot_be_read_are_booked()
    {
        var account = Started(("BTC", 1m));
        account.Totals[Trading] = 42_400m;

        Assert.Empty(Contradicted(
            account.Read(Wallet(Trading, ("USDT", 42_400m)), Account.Missed(Funding), Account.Missed(Earn))));
        Assert.Equal((0m, 42_400m), (account.Held("BTC"), account.Held("USDT")));
    }

    [Fact]
    public void Staked_coins_leave_the_readable_wallets_after_a_second_reading()
    {
        var account = Started(("ETH", 1m), ("BTC", 0.1m));
        (account.Totals[Trading], account.Totals[Earn]) = (8_480m, 1_600m);
        WalletReading[] staked = [Wallet(Trading, ("BTC", 0.1m)), Wallet(Funding), Wallet(Earn)];

        Assert.Contains(Trading, account.Doubtful(staked));
        Assert.Empty(Contradicted(account.Read(staked)));
        Assert.Equal(0m, account.Held("ETH"));
    }

    [Fact]
    public void Savings_that_are_lost_beside_a_large_stake_are_contradicted()
    {
        var account = new ReportedAccount();
        (account.Totals[Trading], account.Totals[Earn]) = (1m, 105_000m);
        account.Read(Wallet(Trading, ("USDT", 1m)), Wallet(Earn, ("USDT", 5_000m)));

        Assert.Equal([Earn], Contradicted(account.Read(Wallet(Trading, ("USDT", 1m)), Wallet(Earn))));
        Assert.Equal(5_001m, account.Held("USDT"));
    }

    [Theory]
    [InlineData(85_500, "84800")] // Sold at once at a lower price than the list's.
    [InlineData(84_800, "84500")]
    public void A_trade_whose_two_sides_are_valued_differently_is_no_contradiction(double reported, string usdt)
    {
        var account = Started(("BTC", 1m));
        account.Totals[Trading] = (decimal)reported;
        account.Prices["BTC"] = (decimal)reported;
        var got = decimal.Parse(usdt, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Empty(Contradicted(account.Read(Wallet(Trading, ("USDT", got)), Wallet(Funding), Wallet(Earn))));
        Assert.Equal((0m, got), (account.Held("BTC"), account.Held("USDT")));
    }

    [Fact]
    public void A_thin_coin_that_the_exchange_values_lower_is_no_contradiction()
    {
        var account = Started(("USDT", 10_000m));
        account.Prices["THIN"] = 1.02m;
        account.Totals[Trading] = 10_000m;

        Assert.Empty(Contradicted(account.Read(
            Wallet(Trading, ("USDT", 5_000m), ("THIN", 5_000m)), Wallet(Funding), Wallet(Earn))));
        Assert.Equal(5_000m, account.Held("THIN"));
    }

    [Fact]
    public void Without_a_baseline_an_empty_wallet_beside_a_total_is_contradicted_whatever_else_the_total_holds()
    {
        var account = new ReportedAccount();
        account.Read(Wallet(Funding, ("BTC", 0.5m)));
        account.Totals[Funding] = 48_000m;

        Assert.Equal([Funding], Contradicted(account.Read(Wallet(Funding))));
        Assert.Equal(0.5m, account.Held("BTC"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Receipts_of_earn_may_be_in_the_total_of_spot_or_not(bool counted)
    {
        var account = new ReportedAccount { Receipts = [new AssetQuantity("ETH", 1m)] };
        (account.Totals[WalletNames.Spot], account.Totals[Earn]) = (counted ? 1_600m : 0m, 1_600m);
        var connected = account.Read(Account.Spot(), Wallet(Earn, ("ETH", 1m)));
        account.Totals[WalletNames.Spot] += 1_600m;
        account.Read(Account.Spot(("ETH", 1m)), Wallet(Earn, ("ETH", 1m)));

        account.Receipts = [new AssetQuantity("ETH", 2m)];
        (account.Totals[WalletNames.Spot], account.Totals[Earn]) = (counted ? 3_200m : 0m, 3_200m);
        var subscribed = account.Read(Account.Spot(), Wallet(Earn, ("ETH", 2m)));

        Assert.Empty(Contradicted(connected));
        Assert.Empty(Contradicted(subscribed));
        Assert.Equal(2m, account.Held("ETH"));
    }

    private static ReportedAccount Started(params (string Symbol, decimal Quantity)[] rows)
    {
        var account = new ReportedAccount();
        account.Totals[Trading] = rows.Sum(row => row.Quantity * account.Prices[row.Symbol]);
        (account.Totals[Funding], account.Totals[Earn]) = (0m, 0m);
        account.Read(Wallet(Trading, rows), Wallet(Funding), Wallet(Earn));
        return account;
    }

    private static WalletReading Wallet(string name, params (string Symbol, decimal Quantity)[] rows) =>
        Account.Wallet(name, rows);
}
