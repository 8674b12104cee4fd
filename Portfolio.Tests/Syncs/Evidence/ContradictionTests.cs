using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;
using static Portfolio.Tests.Syncs.Evidence.ReportedAccount;

namespace Portfolio.Tests.Syncs.Evidence;

public sealed class ContradictionTests
{
    private const string Trading = WalletNames.Trading;
    private const string Funding = WalletNames.Funding;
    private const string Earn = WalletNames.EarnFlexible;

    [Fact]
    public void An_emptied_wallet_whose_total_stays_is_contradicted_and_keeps_its_balances()
    {
        var account = OneBitcoin();

        var judgement = account.Read(Wallet(Trading), Wallet(Funding), Wallet(Earn));

        Assert.Equal([Trading], Contradicted(judgement));
        Assert.Equal(1m, account.Held("BTC"));
        var found = Assert.Single(Contradiction.Read(judgement.Evidence.Contradiction)?.Wallets ?? []);
        Assert.Equal(new ContradictedWallet(Trading, Trading, "84800", "0"), found);
    }

    [Fact]
    public void An_emptied_wallet_whose_total_is_empty_too_is_booked_at_once()
    {
        var account = OneBitcoin();
        account.Totals[Trading] = 0;

        Assert.Empty(Contradicted(account.Read(Wallet(Trading), Wallet(Funding), Wallet(Earn))));
        Assert.Equal(0m, account.Held("BTC"));
    }

    [Theory]
    [InlineData("1", "0", "1600", true)]
    [InlineData("1", "0", "0", false)]
    [InlineData("1", "0.5", "800", true)]
    [InlineData("0.4", "1", "50880", true)]
    [InlineData("0.4", "1", "0", false)]
    [InlineData("0.4", "0", "1600", true)]
    [InlineData("0", "1", "84800", true)]
    public void Where_a_part_is_missing_the_total_decides(
        string btc, string eth, string missingUsd, bool contradicted)
    {
        var account = new ReportedAccount();
        account.Totals[Trading] = 86_400m;
        account.Read(Wallet(Trading, ("BTC", 1m), ("ETH", 1m)));
        account.Totals[Trading] = (D(btc) * 84_800m) + (D(eth) * 1_600m) + D(missingUsd);

        var judgement = account.Read(Wallet(Trading, Rows(("BTC", D(btc)), ("ETH", D(eth)))));

        Assert.Equal(contradicted ? [Trading] : [], Contradicted(judgement));
        Assert.Equal(contradicted ? (1m, 1m) : (D(btc), D(eth)), (account.Held("BTC"), account.Held("ETH")));
    }

    [Fact]
    public void Coins_without_a_price_are_in_the_gap_from_the_start_and_contradict_nothing()
    {
        var account = new ReportedAccount();
        account.Totals[Trading] = 84_800m + 5_000m;
        account.Read(Wallet(Trading, ("BTC", 1m), ("NOPRICE", 10m)));
        account.Totals[Trading] = 42_400m + 5_000m;

        Assert.Empty(Contradicted(account.Read(Wallet(Trading, ("BTC", 0.5m), ("NOPRICE", 10m)))));
        Assert.Equal(0.5m, account.Held("BTC"));
    }

    [Fact]
    public void A_product_that_is_not_read_is_in_the_gap_and_a_withdrawal_beside_it_is_booked()
    {
        var account = new ReportedAccount();
        (account.Totals[Trading], account.Totals[Earn]) = (84_800m, 10_000m);
        account.Read(Wallet(Trading, ("BTC", 1m)), Wallet(Earn, ("ETH", 1m)));
        (account.Totals[Trading], account.Totals[Earn]) = (84_800m, 10_000m - 800m);

        Assert.Empty(Contradicted(account.Read(Wallet(Trading, ("BTC", 1m)), Wallet(Earn, ("ETH", 0.5m)))));
        Assert.Equal(0.5m, account.Held("ETH"));
    }

    [Fact]
    public void A_market_that_falls_is_no_contradiction()
    {
        var account = OneBitcoin();
        account.Prices["BTC"] = 60_000m;
        account.Totals[Trading] = 60_000m;

        Assert.Empty(Contradicted(account.Read(Wallet(Trading, ("BTC", 1m)), Wallet(Funding), Wallet(Earn))));
    }

    [Fact]
    public void A_trade_within_a_wallet_is_no_contradiction()
    {
        var account = OneBitcoin();

        Assert.Empty(Contradicted(
            account.Read(Wallet(Trading, ("ETH", 53m)), Wallet(Funding), Wallet(Earn))));
        Assert.Equal((0m, 53m), (account.Held("BTC"), account.Held("ETH")));
    }

    [Fact]
    public void A_row_that_is_lost_beside_a_large_trade_is_contradicted()
    {
        var account = new ReportedAccount();
        account.Totals[Trading] = 84_800m + 1_600m;
        account.Read(Wallet(Trading, ("USDT", 84_800m), ("ETH", 1m)));

        Assert.Equal([Trading], Contradicted(account.Read(Wallet(Trading, ("BTC", 1m)))));
        Assert.Equal((84_800m, 1m), (account.Held("USDT"), account.Held("ETH")));
    }

    [Fact]
    public void Coins_that_moved_between_two_readings_and_are_in_neither_are_not_lost()
    {
        var account = OneBitcoin();
        (account.Totals[Trading], account.Totals[Funding]) = (0m, 84_800m);
        WalletReading[] neither = [Wallet(Trading), Wallet(Funding), Wallet(Earn)];

        Assert.Contains(Funding, account.Doubtful(neither));
        Assert.Equal([Trading, Funding], Contradicted(account.Read(neither)));
        Assert.Equal(1m, account.Held("BTC"));
    }

    [Fact]
    public void Coins_that_moved_between_two_readings_and_are_in_both_are_not_doubled()
    {
        var account = OneBitcoin();
        (account.Totals[Trading], account.Totals[Funding]) = (0m, 84_800m);
        WalletReading[] both = [Wallet(Trading, ("BTC", 1m)), Wallet(Funding, ("BTC", 1m)), Wallet(Earn)];

        Assert.Contains(Trading, account.Doubtful(both));
        Assert.Equal([Trading, Funding], Contradicted(account.Read(both)));
        Assert.Equal(1m, account.Held("BTC"));
    }

    [Fact]
    public void Coins_that_moved_and_are_read_where_they_are_now_are_booked()
    {
        var account = OneBitcoin();
        (account.Totals[Trading], account.Totals[Funding]) = (0m, 84_800m);

        Assert.Empty(Contradicted(account.Read(Wallet(Trading), Wallet(Funding, ("BTC", 1m)), Wallet(Earn))));
        Assert.Equal(1m, account.Held("BTC"));
    }

    [Fact]
    public void Quantities_that_rise_while_the_total_does_not_are_contradicted()
    {
        var account = OneBitcoin();

        Assert.Equal([Trading], Contradicted(
            account.Read(Wallet(Trading, ("BTC", 2m)), Wallet(Funding), Wallet(Earn))));
        Assert.Equal(1m, account.Held("BTC"));
    }

    [Fact]
    public void Coins_that_move_from_a_product_that_is_not_read_into_one_that_is_read_are_booked()
    {
        var account = new ReportedAccount();
        (account.Totals[Trading], account.Totals[Earn]) = (0m, 16_000m);
        account.Read(Wallet(Trading), Wallet(Earn));

        Assert.Empty(Contradicted(account.Read(Wallet(Trading), Wallet(Earn, ("ETH", 10m)))));
        Assert.Equal(10m, account.Held("ETH"));
    }

    [Fact]
    public void A_total_priced_with_an_old_list_is_no_total()
    {
        var account = OneBitcoin();
        account.PricesAreStale = true;

        Assert.Empty(Contradicted(account.Read(Wallet(Trading, ("BTC", 0.5m)), Wallet(Funding), Wallet(Earn))));
        Assert.Equal(0.5m, account.Held("BTC"));
    }

    [Fact]
    public void At_connect_only_a_wallet_that_reads_as_empty_while_its_total_does_not_is_contradicted()
    {
        var account = new ReportedAccount();
        (account.Totals[Trading], account.Totals[Funding], account.Totals[Earn]) = (42_800m, 84_800m, 5_000m);

        var judgement = account.Read(Wallet(Trading, ("USDT", 3m)), Wallet(Funding), Wallet(Earn));

        Assert.Equal([Funding], Contradicted(judgement));
        Assert.Equal(3m, account.Held("USDT"));
    }

    [Fact]
    public void A_debt_that_grows_with_the_total_is_booked_and_one_that_does_not_is_contradicted()
    {
        var account = new ReportedAccount();
        account.Totals[Trading] = 84_800m - 10_000m;
        account.Read(Wallet(Trading, ("BTC", 1m), ("USDT", -10_000m)));

        Assert.Equal([Trading], Contradicted(account.Read(Wallet(Trading, ("BTC", 1m), ("USDT", -30_000m)))));
        account.Totals[Trading] = 84_800m - 30_000m;
        Assert.Empty(Contradicted(account.Read(Wallet(Trading, ("BTC", 1m), ("USDT", -30_000m)))));
        Assert.Equal(-30_000m, account.Held("USDT"));
    }

    private static ReportedAccount OneBitcoin()
    {
        var account = new ReportedAccount();
        (account.Totals[Trading], account.Totals[Funding], account.Totals[Earn]) = (84_800m, 0m, 0m);
        account.Read(Wallet(Trading, ("BTC", 1m)), Wallet(Funding), Wallet(Earn));
        return account;
    }

    private static WalletReading Wallet(string name, params (string Symbol, decimal Quantity)[] rows) =>
        Account.Wallet(name, rows);

    private static (string Symbol, decimal Quantity)[] Rows(params (string Symbol, decimal Quantity)[] rows) =>
        [.. rows.Where(row => row.Quantity is not 0)];

    private static decimal D(string number) =>
        decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
