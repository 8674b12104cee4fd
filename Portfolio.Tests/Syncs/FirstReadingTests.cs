using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Syncs;

/// <summary>The rows of coins in a wallet that is read for the first time.</summary>
public sealed class FirstReadingTests
{
    private static readonly WalletReading Margin = Account.Wallet(WalletNames.MarginCross, ("ETH", 2m), ("BTC", 1m));

    [Fact]
    public void Coins_that_were_there_before_say_so()
    {
        Assert.Equal(
            [new HoldingChange("ETH", 2m, "first_read")],
            Changes(Synced(["spot"]), [new("ETH", 2m, null)], Margin));
    }

    [Fact]
    public void An_asset_that_moved_elsewhere_too_is_split()
    {
        Assert.Equal(
            [new("ETH", 4m, null), new HoldingChange("ETH", 6m, "first_read")],
            Changes(Synced(["spot"], Stored("ETH", 3m)), [new("ETH", 6m, null)], Margin));
    }

    [Fact]
    public void An_asset_that_left_the_other_wallets_is_gone_before_it_is_found()
    {
        Assert.Equal(
            [new("ETH", 0m, "gone"), new HoldingChange("ETH", 2m, "first_read")],
            Changes(Synced(["spot"], Stored("ETH", 3m)), [new("ETH", 2m, null)], Margin));
    }

    [Fact]
    public void Coins_that_receipts_had_shown_are_not_found_again()
    {
        var earn = Account.Wallet(WalletNames.EarnFlexible, ("ETH", 5m), ("BTC", 1m));
        var known = Stored("ETH", 5m) with { Wallet = WalletNames.EarnFlexible, FromReceipt = true };

        Assert.Equal(
            [new("BTC", 1m, "first_read"), new HoldingChange("ETH", 7m, null)],
            Changes(Synced(["spot"], known), [new("BTC", 1m, null), new("ETH", 7m, null)], earn));
    }

    [Fact]
    public void Other_assets_and_other_reasons_stay_as_they_are()
    {
        IReadOnlyList<HoldingChange> changes = [new("SOL", 5m, null), new("BTC", 0m, "dust")];

        Assert.Equal(changes, Changes(Synced(["spot"]), changes, Margin));
    }

    [Fact]
    public void A_wallet_is_found_once()
    {
        IReadOnlyList<HoldingChange> changes = [new("ETH", 3m, null)];

        Assert.Equal(changes, Changes(Synced(["margin_cross", "spot"]), changes, Margin));
    }

    [Fact]
    public void A_first_sync_finds_nothing_that_was_there_before()
    {
        IReadOnlyList<HoldingChange> changes = [new("ETH", 2m, null)];

        Assert.Equal(changes, Changes(Synced(null) with { LastSyncedAt = null }, changes, Margin));
    }

    [Fact]
    public void A_wallet_that_every_account_has_counts_as_read_in_a_connection_from_before()
    {
        IReadOnlyList<HoldingChange> changes = [new("ETH", 5m, null)];

        Assert.Equal(changes, Changes(Synced(null), changes, Account.Wallet(WalletNames.Funding, ("ETH", 5m))));
        Assert.Equal("first_read", Assert.Single(Changes(Synced(null), [new("ETH", 2m, null)], Margin)).Reason);
    }

    [Fact]
    public void Coins_of_a_wallet_of_derivatives_are_in_no_row()
    {
        var futures = Account.Wallet(WalletNames.FuturesUsd, ("USDT", 100m));
        IReadOnlyList<HoldingChange> changes = [new("USDT", 100m, null)];

        Assert.Equal(changes, Changes(Synced(["spot"]), changes, futures));
    }

    [Fact]
    public void The_wallets_that_were_read_are_kept_with_those_that_the_total_shows_to_be_empty()
    {
        var snapshot = Snapshot(
            [new("Cross Margin", WalletNames.MarginCross, 0), new("USD-M Futures", WalletNames.FuturesUsd, 5)]);
        var account = new AccountReading("account", [Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.Funding)]);

        var wallets = FirstReading.WalletsAfter(Synced(["spot"]), snapshot, account);

        Assert.Equal(["margin_cross", "spot"], wallets);
        Assert.Null(FirstReading.WalletsAfter(Synced(["margin_cross", "spot"]), snapshot, account));
    }

    private static AccountSnapshot Snapshot(IReadOnlyList<WalletTotal> totals) => new(
        new KeyReading(true, ["read"], []),
        new AccountReading("account", []),
        new PriceList(new Dictionary<string, Price>(), Account.Noon),
        new Dictionary<string, string>())
    {
        Total = AccountTotal.Of(totals),
    };

    private static IReadOnlyList<HoldingChange> Changes(
        Claim claim, IReadOnlyList<HoldingChange> changes, params WalletReading[] wallets) =>
        FirstReading.Of(changes, claim, new AccountReading("account", wallets));

    private static StoredBalance Stored(string symbol, decimal quantity) =>
        new() { Wallet = WalletNames.Spot, Symbol = symbol, Name = symbol, Quantity = quantity };

    private static Claim Synced(IReadOnlyList<string>? wallets, params StoredBalance[] balances) => new()
    {
        ConnectionId = Guid.CreateVersion7(),
        UserId = Guid.CreateVersion7(),
        Exchange = "binance",
        Request = 2,
        Fence = 2,
        Trigger = "scheduled",
        StartedAt = Account.Noon,
        AttemptedAt = Account.Noon,
        Unseal = () => new ApiCredentials("key", "secret", null),
        SyncIntervalMinutes = 60,
        Failures = 0,
        LastSyncedAt = Account.Noon.AddHours(-1),
        ReadWallets = wallets,
        Balances = balances,
    };
}
