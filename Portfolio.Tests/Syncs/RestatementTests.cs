using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Tests.Syncs;

/// <summary>The first run of a connection whose stored quantities still have unrealised profit in them.</summary>
public sealed class RestatementTests
{
    [Fact]
    public void The_difference_of_an_asset_with_an_open_position_is_restated()
    {
        var result = Run(Claimed(Stored("USDT", 1015.6m)), Trading(("USDT", 1000m, -43.1m)));

        Assert.Equal([new HoldingChange("USDT", 1000m, "restated")], result.Changes);
        Assert.True(result.ProfitApart);
        Assert.Equal(956.9m, result.Totals.Usd);
    }

    [Fact]
    public void An_asset_without_a_position_moves_as_ever()
    {
        var result = Run(
            Claimed(Stored("USDT", 1015.6m), Stored("BTC", 1m), Stored("ETH", 2m)),
            Trading(("USDT", 1000m, 15.6m), ("BTC", 1.5m, 0m)));

        Assert.Equal(
            [new("BTC", 1.5m, null), new("ETH", 0m, "gone"), new HoldingChange("USDT", 1000m, "restated")],
            result.Changes);
    }

    [Fact]
    public void An_asset_that_was_not_there_before_is_new_and_not_restated()
    {
        var result = Run(Claimed(Stored("USDT", 1000m)), Trading(("USDT", 1000m, 0m), ("BTC", 1m, 0.1m)));

        Assert.Equal([new HoldingChange("BTC", 1m, null)], result.Changes);
    }

    [Fact]
    public void Profit_alone_that_was_booked_as_coins_is_taken_back_as_restated()
    {
        var result = Run(Claimed(Stored("USDT", 25.5m)), Trading(("USDT", 0m, 30m)));

        Assert.Equal([new HoldingChange("USDT", 0m, "restated")], result.Changes);
        Assert.Equal(30m, result.Totals.Usd);
    }

    [Fact]
    public void An_unread_trading_account_is_restated_by_a_later_run()
    {
        var result = Run(
            Claimed(Stored("USDT", 1015.6m)),
            Account.Missed(WalletNames.Trading), Account.Wallet(WalletNames.Funding, ("BTC", 1m)));

        Assert.False(result.ProfitApart);
        Assert.Equal([new HoldingChange("BTC", 1m, null)], result.Changes);
    }

    [Fact]
    public void It_happens_once()
    {
        var result = Run(Claimed(true, Stored("USDT", 1000m)), Trading(("USDT", 990m, 15.6m)));

        Assert.Equal([new HoldingChange("USDT", 990m, null)], result.Changes);
        Assert.True(result.ProfitApart);
    }

    private static SyncResult Run(Claim claim, params WalletReading[] wallets)
    {
        var prices = new Dictionary<string, Price>
        {
            ["USDT"] = new(1m, "USDT-USD"), ["BTC"] = new(50_000m, "BTC-USD"), ["ETH"] = new(2_000m, "ETH-USD"),
        };
        var snapshot = new AccountSnapshot(
            new KeyReading(true, ["read"], []),
            new AccountReading("account", wallets),
            new PriceList(prices, Account.Noon),
            new Dictionary<string, string>());
        var judgement = new Judgement(snapshot.Account, new SyncEvidence(), null);
        return RunResult.Of(claim, Guid.CreateVersion7(), snapshot, judgement, new SyncOptions(), Account.Noon);
    }

    private static WalletReading Trading(params (string Symbol, decimal Quantity, decimal Profit)[] rows) =>
        Account.Positions(WalletNames.Trading, rows);

    private static StoredBalance Stored(string symbol, decimal quantity) =>
        new() { Wallet = WalletNames.Trading, Symbol = symbol, Name = symbol, Quantity = quantity };

    private static Claim Claimed(params StoredBalance[] balances) => Claimed(false, balances);

    private static Claim Claimed(bool profitApart, params StoredBalance[] balances) => new()
    {
        ConnectionId = Guid.CreateVersion7(),
        UserId = Guid.CreateVersion7(),
        Exchange = "okx",
        Request = 2,
        Fence = 2,
        Trigger = "scheduled",
        StartedAt = Account.Noon,
        AttemptedAt = Account.Noon,
        Unseal = () => new ApiCredentials("key", "secret", "pass"),
        SyncIntervalMinutes = 60,
        Failures = 0,
        ProfitApart = profitApart,
        Balances = balances,
    };
}
