using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Coins are booked when they move; the profit of open positions counts in the value only.</summary>
public sealed class ProfitTests
{
    private readonly Account account = new();

    [Fact]
    public void A_profit_that_changes_books_nothing_at_any_sign_and_the_value_follows_it()
    {
        foreach (var profit in (decimal[])[15.6m, -43.1m, 0.000001m, -999.5m, -1000m, -1000.4m, -2500m, 0m, 15.6m])
        {
            var reading = account.Read(Trading(("USDT", 1000m, profit)));

            Assert.Equal(1000m + profit, reading.TotalUsd);
            Assert.Single(reading.Held);
        }

        Assert.Equal([("USDT", 1000m)], account.Booked);
        Assert.Equal(15.6m, Assert.Single(account.Stored).UnrealizedProfit);
    }

    [Fact]
    public void A_closed_position_books_its_realized_profit_and_no_more()
    {
        account.Read(Trading(("BTC", 1.5m, -0.25m)));
        account.Read(Trading(("BTC", 1.5m, 0.125m)));

        account.Read(Trading(("BTC", 1.61m, 0m)));

        Assert.Equal([("BTC", 1.5m), ("BTC", 0.11m)], account.Booked);
    }

    [Fact]
    public void Coins_that_move_beside_an_open_position_are_booked_by_themselves()
    {
        account.Read(Trading(("USDT", 1000m, 15.6m)));

        account.Read(Trading(("USDT", 1250.25m, -43.1m)));

        Assert.Equal([("USDT", 1000m), ("USDT", 250.25m)], account.Booked);
    }

    [Fact]
    public void Profit_without_coins_counts_in_the_value_and_is_in_no_ledger()
    {
        Assert.Equal(25.5m, account.Read(Trading(("USDT", 0m, 25.5m))).TotalUsd);
        Assert.Equal(-30m, account.Read(Trading(("USDT", 0m, -30m))).TotalUsd);
        Assert.Empty(account.Read(Trading(("USDT", 0m, 0.5m))).Held);
        Assert.Single(account.Read(Trading(("USDT", 0m, 12m))).Held);

        var closed = account.Read(Trading());

        Assert.Empty(account.Booked);
        Assert.Empty(account.Stored);
        Assert.Equal([("trading", "USDT")], closed.RemovedBalances);
    }

    [Fact]
    public void Coins_that_are_gone_while_a_position_stays_open_close_the_series()
    {
        account.Read(Trading(("USDT", 100m, 5m)));

        var reading = account.Read(Trading(("USDT", 0m, 7m)));

        Assert.Equal("gone", Assert.Single(reading.Changes).Reason);
        Assert.Equal(7m, reading.TotalUsd);
    }

    [Fact]
    public void A_debt_stays_a_debt_beside_a_position()
    {
        var reading = account.Read(Trading(("USDT", -500m, 20m), ("BTC", 1m, 0m)));

        Assert.Equal(-480m + 50_000m, reading.TotalUsd);
        account.Read(Trading(("USDT", -500m, -20m), ("BTC", 1m, 0m)));
        Assert.Equal(2, account.Booked.Count);
        Assert.Equal(-500m, account.Ledger["USDT"]);
    }

    [Fact]
    public void Dust_with_a_profit_above_the_line_is_in_the_portfolio() =>
        Assert.Equal(40.5m, account.Read(Trading(("USDT", 0.5m, 40m))).TotalUsd);

    [Fact]
    public void Rounding_of_a_profit_moves_no_coin_and_the_smallest_real_movement_does()
    {
        // Coins as they come out of equity less profit, from answers computed in binary floating point.
        account.Read(Trading(("USDT", 919.75854065842175m, -81.03761999999875m)));
        account.Read(Trading(("USDT", 919.7585406584231m, -12.4000000000016m)));
        account.Read(Trading(("USDT", 919.7585406584209m, 33.7m)));
        Assert.Equal([("USDT", 919.75854065842175m)], account.Booked);
        Assert.Equal(919.7585406584209m + 33.7m, account.Stored[0].Equity);

        account.Read(Trading(("USDT", 919.7585416584209m, 33.7m)));

        Assert.Equal(0.00000099999915m, account.Booked[1].Delta);
    }

    [Fact]
    public void Without_an_open_position_every_digit_counts()
    {
        account.Read(Trading(("BTC", 1m, 0m)));

        account.Read(Trading(("BTC", 1.0000000000000001m, 0m)));

        Assert.Equal(0.0000000000000001m, account.Booked[1].Delta);
    }

    [Fact]
    public void A_wallet_that_was_not_read_keeps_its_profit_with_its_coins()
    {
        account.Read(Trading(("USDT", 1000m, -43.1m)), Account.Wallet(WalletNames.Funding, ("BTC", 1m)));

        var missed = account.Read(
            Account.Missed(WalletNames.Trading), Account.Wallet(WalletNames.Funding, ("BTC", 1m)));

        Assert.Equal(50_956.9m, missed.TotalUsd);
        Assert.Empty(missed.Changes);
        Assert.Equal(-43.1m, account.Stored.Single(balance => balance.Symbol is "USDT").UnrealizedProfit);
    }

    [Fact]
    public void Coins_and_profit_of_a_renamed_asset_continue_together()
    {
        account.Prices["S"] = 2m;
        account.Read(Trading(("FTM", 100m, 10m)));
        account.Renames.Add(new Rename("FTM", "S"));

        account.Read(Trading(("S", 100m, 10m)));

        Assert.Equal((100m, 10m), (account.Stored[0].Quantity, account.Stored[0].UnrealizedProfit));
        Assert.Equal("S", account.Stored[0].Symbol);
        Assert.Equal([("FTM", 100m), ("FTM", -100m), ("S", 100m)], account.Booked);
    }

    [Fact]
    public void An_asset_listed_more_than_once_is_one_sum_of_coins_and_one_of_profit()
    {
        var sums = AssetQuantity.Sum(
        [
            new("USDT", 100m) { UnrealizedProfit = 5m }, new("USDT", -100m) { UnrealizedProfit = 2m },
            new("BTC", 1m), new("BTC", -1m),
        ]);

        Assert.Equal([new AssetQuantity("USDT", 0m) { UnrealizedProfit = 7m }], sums);
    }

    [Fact]
    public void More_than_a_decimal_holds_is_the_exchanges_failure() => Assert.Throws<ExchangeException>(() =>
        AssetQuantity.Sum(
        [
            new("X", decimal.MaxValue), new("X", 0m) { UnrealizedProfit = decimal.MaxValue },
        ]));

    private static WalletReading Trading(params (string Symbol, decimal Quantity, decimal Profit)[] rows) =>
        Account.Positions(WalletNames.Trading, rows);
}
