using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Wallets of derivatives: they count, and the ledger never sees them.</summary>
public sealed class DerivativeTests
{
    private static readonly WalletReading Futures =
        Account.Positions(WalletNames.FuturesUsd, ("USDT", 1000m, 25m), ("BTC", 0.01m, 0m));

    [Fact]
    public void Margin_and_profit_count_and_no_coin_is_booked()
    {
        var account = new Account();

        var result = account.Read(Account.Spot(("BTC", 1m)), Futures);

        Assert.Equal(50_000m + 1025m + 500m, result.TotalUsd);
        Assert.Equal([("BTC", 1m)], account.Booked);
        Assert.Equal(1, result.Totals.Assets);
        Assert.Equal([("BTC", 0.01m), ("USDT", 1025m)], result.Profits.OrderBy(row => row.Symbol));
    }

    [Fact]
    public void A_realized_loss_is_no_movement_of_coins()
    {
        var account = new Account();
        account.Read(Account.Spot(("USDT", 50m)), Futures);

        var result = account.Read(
            Account.Spot(("USDT", 50m)), Account.Positions(WalletNames.FuturesUsd, ("USDT", 700m, 0m)));

        Assert.Empty(result.Changes);
        Assert.Equal(750m, result.TotalUsd);
        Assert.Equal([("BTC", 0m), ("USDT", 700m)], result.Profits.OrderBy(row => row.Symbol));
    }

    [Fact]
    public void A_transfer_to_futures_leaves_the_ledger_and_not_the_total()
    {
        var account = new Account();
        account.Read(Account.Spot(("USDT", 100m)));

        var result = account.Read(
            Account.Spot(("USDT", 40m)), Account.Positions(WalletNames.FuturesUsd, ("USDT", 60m, 0m)));

        Assert.Equal(40m, account.Ledger["USDT"]);
        Assert.Equal(100m, result.TotalUsd);
    }

    [Fact]
    public void A_wallet_that_is_missed_keeps_its_last_value_as_stale()
    {
        var account = new Account();
        account.Read(Account.Spot(("BTC", 1m)), Futures);

        var result = account.Read(Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.FuturesUsd));

        Assert.Equal(51_525m, result.TotalUsd);
        Assert.Empty(result.Profits);
        Assert.All(
            account.Stored.Where(balance => balance.Wallet is WalletNames.FuturesUsd),
            balance => Assert.NotNull(balance.StaleSince));
    }

    [Fact]
    public void Dust_in_spot_is_judged_without_the_margin_of_the_same_coin()
    {
        var account = new Account();

        account.Read(Account.Spot(("USDT", 0.5m)), Futures);

        Assert.DoesNotContain(account.Booked, row => row.Symbol is "USDT");
        Assert.True(account.Stored.Single(row => row is { Wallet: WalletNames.Spot, Symbol: "USDT" }).Dust);
    }

    [Fact]
    public void A_loss_beyond_the_margin_is_taken_off_the_total()
    {
        var result = new Account().Read(
            Account.Spot(("BTC", 1m)), Account.Positions(WalletNames.FuturesUsd, ("USDT", 10m, -60m)));

        Assert.Equal(49_950m, result.TotalUsd);
    }
}
