using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class ValueSplitTests(PostgresServer postgres) : IAsyncLifetime
{
    private Stores stores = null!; // Made before each test.
    private SplitLedger ledger = null!;
    private Guid account;
    private Guid btc;
    private Guid usdt;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update price_history set began_at = '2026-11-01'");
        ledger = new SplitLedger(stores);
        account = await ledger.ConnectAsync();
        (btc, usdt) = (ledger.AddAsset(), ledger.AddAsset());
        ledger.Price(btc, 0, 100);
        ledger.Price(usdt, 0, 1);
        ledger.Live(usdt, 1);
        ledger.Row(account, btc, 1, 2, 2, price: 100);
        ledger.Row(account, usdt, 1, 500, 500, price: 1);
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_deposit_while_prices_stand_still_is_moved_in_and_no_gain()
    {
        ledger.Live(btc, 100);
        ledger.Row(account, btc, 30, 5, 3, price: 100);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((700m, 1000m, 300m), (split.Start, split.End, split.Change));
        Assert.Equal([300m, 0m], [split.MovedIn, split.Market]);
        Assert.Equal(300m, split.Parts.Sum());
        Assert.Equal((700m, 1000m), (split.ContributedAt(SplitLedger.At(29)), split.ContributedAt(SplitLedger.At(30))));
    }

    [Fact]
    public async Task A_price_changes_the_value_of_what_was_held_meanwhile()
    {
        ledger.Live(btc, 150);
        ledger.Row(account, btc, 30, 1, -1, price: 120);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((20m * 2 + 30m, -120m, -50m), (split.Market, split.MovedOut, split.Change));
        Assert.Equal(70m / (700 - 120m * (24 * 60 - 30) / (24 * 60 - 10)), split.MarketShare);
    }

    [Fact]
    public async Task Of_one_asset_a_purchase_is_moved_in_and_other_assets_do_not_count()
    {
        ledger.Live(btc, 100);
        var other = ledger.AddAsset();
        ledger.Price(other, 0, 1);
        ledger.Live(other, 5);
        ledger.Row(account, other, 5, 50, 50, price: 1);
        ledger.Row(account, btc, 30, 5, 3, price: 100);
        ledger.Row(account, other, 30, 20, -30, price: 1);

        var split = await ledger.SplitAsync(10, assets: [new AssetKey("binance", $"{btc:N}")]);

        Assert.Equal((200m, 500m, 300m), (split.Start, split.End, split.Change));
        Assert.Equal([300m, 0m], [split.MovedIn, split.Market]);
    }

    [Fact]
    public async Task Prices_alone_are_a_gain_of_the_whole_value()
    {
        ledger.Live(btc, 135);

        var split = await ledger.SplitAsync(10);

        Assert.All(split.Parts, part => Assert.Equal(0, part));
        Assert.Equal((70m, 0.1m), (split.Market, split.MarketShare));
    }

    [Fact]
    public async Task A_purchase_with_coins_of_the_account_moves_nothing_in_or_out_but_its_fee()
    {
        ledger.Live(btc, 100);
        ledger.Row(account, btc, 30, 5, 3, price: 100);
        ledger.Row(account, usdt, 30, 199, -301, price: 1);

        var split = await ledger.SplitAsync(10);

        Assert.Equal([0m, -1m, -1m], [split.MovedIn, split.MovedOut, split.Change]);
    }

    [Fact]
    public async Task An_account_is_added_at_the_prices_of_its_first_reading_and_removed_at_those_of_its_end()
    {
        var other = await ledger.ConnectAsync();
        ledger.Row(other, btc, 30, 1, 1, price: 110);
        ledger.Profit(other, usdt, 30, 40);
        ledger.Price(btc, 60, 130);
        ledger.Live(btc, 130);
        await ledger.DisconnectAsync(other, 90);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((150m, -170m), (split.Added, split.Removed));
        Assert.Equal((20m + 60m, 0m, 60m), (split.Market, split.Positions, split.Change));
    }

    [Fact]
    public async Task Coins_that_come_into_an_account_that_was_empty_when_first_read_are_moved_in()
    {
        var other = await ledger.ConnectAsync();
        ledger.Run(other, 20);
        ledger.Row(other, btc, 30, 1, 1, price: 100);
        ledger.Live(btc, 100);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((0m, 100m), (split.Added, split.MovedIn));
    }

    [Fact]
    public async Task Coins_of_a_wallet_that_is_first_read_are_added_and_corrections_are_neither_moved_nor_a_gain()
    {
        ledger.Live(btc, 100);
        ledger.Row(account, btc, 20, 3, 1, "first_read", 100);
        ledger.Row(account, btc, 30, 2.5m, -0.5m, "restated", 100);
        ledger.Row(account, usdt, 40, 0, -500, "dust", 1);
        ledger.Row(account, usdt, 50, 600, 600, price: 1);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((100m, -50m, 100m, 0m), (split.Added, split.Other, split.MovedIn, split.MovedOut));
        Assert.Equal(150m, split.Change);
    }

    [Fact]
    public async Task A_wallet_of_derivatives_counts_apart_with_what_was_transferred_to_it()
    {
        ledger.Live(btc, 100);
        ledger.Row(account, usdt, 30, 100, -400, price: 1);
        ledger.Profit(account, usdt, 30, 400);
        ledger.Profit(account, usdt, 40, 450);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((-400m, 450m, 50m), (split.MovedOut, split.Positions, split.Change));
    }

    [Fact]
    public async Task An_asset_that_gets_or_loses_its_price_is_no_gain_or_loss()
    {
        var listed = ledger.AddAsset();
        ledger.Row(account, listed, 5, 10, 10);
        ledger.Live(listed, 7);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((70m - 200m, 0m, -130m), (split.Other, split.Market, split.Change));
    }

    [Fact]
    public async Task Before_prices_were_kept_nothing_is_split()
    {
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, $"update price_history set began_at = '{SplitLedger.At(25):O}'");
        ledger.Live(btc, 100);
        ledger.Row(account, btc, 30, 5, 3, price: 100);
        ledger.Row(account, btc, 50, 6, 1, price: 100);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((SplitLedger.At(35), 1000m, 100m), (split.Since, split.Start, split.MovedIn));
    }

    [Fact]
    public async Task A_price_that_makes_more_than_any_account_is_worth_counts_for_nothing()
    {
        var absurd = ledger.AddAsset();
        ledger.Row(account, absurd, 30, 1e15m, 1e15m, price: 1e9m);
        ledger.Live(absurd, 1e9m);
        ledger.Live(btc, 100);

        var split = await ledger.SplitAsync(10);

        Assert.Equal((0m, 0m), (split.Change, split.MovedIn));
        Assert.Contains(await RowsAsync(), row => row is { Delta: "1000000000000000", ValueUsd: null });
    }

    [Fact]
    public async Task A_row_has_the_price_at_which_it_was_booked_or_else_the_one_kept_of_its_time()
    {
        ledger.Price(btc, 25, 140);
        ledger.Row(account, btc, 30, 3, 1, price: 139);
        ledger.Row(account, btc, 40, 1, -2);
        await ledger.WriteAsync();

        Assert.Equal(["-280", "139", "500", "200"], (await RowsAsync()).Select(row => row.ValueUsd));
        Assert.Equal(
            ["-280", "139", "500", "200"],
            (await stores.Api<LedgerStore>().SearchAsync(ledger.User, null, new(), null, 10, Cancel))
                .Select(row => row.ValueUsd));
    }

    private async Task<IReadOnlyList<TransactionRow>> RowsAsync() =>
        await stores.Api<TransactionStore>().ListAsync(ledger.User, ledger.Portfolio, null, 10, Cancel);
}
