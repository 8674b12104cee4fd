using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class ProfitTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_claim_brings_the_profit_that_a_run_has_stored()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await StoreAsync(connection.Id, 2, Profit("BTC", 1.5m, -0.25m), Profit("ETH", 0m, 3m));

        var claim = await ClaimAsync(connection.Id, 3);

        Assert.True(claim.ProfitApart);
        Assert.Equal(
            [("BTC", 1.5m, -0.25m), ("ETH", 0m, 3m)],
            claim.Balances.Select(row => (row.Symbol, row.Quantity, row.UnrealizedProfit)).Order());
    }

    [Fact]
    public async Task A_holding_shows_coins_and_profit_apart_and_is_worth_both()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await StoreAsync(
            connection.Id, 2, Profit("BTC", 1.5m, -0.25m), Profit("BTC", 0.5m, 0m, "funding"), Profit("ETH", 0m, 3m));

        var holdings = await HoldingsAsync();

        Assert.Equal(
            [("ETH", "0", "150000", "3", "150000"), ("BTC", "2", "87500", "-0.25", "-12500")],
            holdings.Select(row => (
                row.Symbol, row.Quantity, row.ValueUsd, row.UnrealizedProfit, row.UnrealizedProfitUsd)));
    }

    [Fact]
    public async Task Profit_and_loss_that_cancel_out_are_no_profit_to_show()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await StoreAsync(connection.Id, 2, Profit("BTC", 1m, -0.25m), Profit("BTC", 1m, 0.25m, "funding"));

        var holding = Assert.Single(await HoldingsAsync());

        Assert.Equal((null, null), (holding.UnrealizedProfit, holding.UnrealizedProfitUsd));
    }

    [Fact]
    public async Task A_restated_row_is_neither_an_increase_nor_a_decrease_nor_a_closing()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await BookAsync(connection.Id, 2, 1.25m);
        await BookAsync(connection.Id, 3, 0m);
        await BookAsync(connection.Id, 4, 0.1m);

        Assert.Equal(["1.5"], await DeltasAsync("in"));
        Assert.Empty(await DeltasAsync("out"));
        Assert.Empty(await DeltasAsync("closed"));
        Assert.Equal(["0.1", "-1.25", "-0.25"], await DeltasAsync("restated"));
        Assert.Equal(4, (await DeltasAsync(null)).Count);
    }

    [Fact]
    public async Task A_run_shows_why_it_booked_a_change()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await BookAsync(connection.Id, 2, 1.25m);

        var runs = await stores.Api<RunStore>().ListAsync(user, connection.Id, null, 10, Cancel);

        Assert.Single(runs, run => run.Changes.Contains("\"reason\": \"restated\"", StringComparison.Ordinal));
        Assert.Single(runs, run => run.Changes.Contains("\"reason\": null", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_read_no_trading_account_leaves_the_restating_to_a_later_one()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update user_connections set profit_apart = false");
        await BookAsync(connection.Id, 2, 1.25m, reason: null, profitApart: false);
        Assert.False((await ClaimAsync(connection.Id, 3)).ProfitApart);

        await BookAsync(connection.Id, 4, 1m);

        Assert.True((await ClaimAsync(connection.Id, 5)).ProfitApart);
    }

    private static StoredBalance Profit(string symbol, decimal quantity, decimal profit, string wallet = "spot") =>
        new()
        {
            Wallet = wallet, Symbol = symbol, Name = symbol, Quantity = quantity, UnrealizedProfit = profit,
            PriceUsd = 50_000m, ValueUsd = (quantity + profit) * 50_000m, PriceSource = $"{symbol}-USD",
        };

    private Task StoreAsync(Guid connection, int request, params StoredBalance[] balances) =>
        WriteAsync(connection, request, [], balances, profitApart: true);

    private Task BookAsync(
        Guid connection, int request, decimal quantity, string? reason = "restated", bool profitApart = true) =>
        WriteAsync(connection, request, [new HoldingChange("BTC", quantity, reason)], [], profitApart);

    private async Task WriteAsync(
        Guid connection, int request, HoldingChange[] changes, StoredBalance[] balances, bool profitApart)
    {
        var claim = await ClaimAsync(connection, request);
        var result = new SyncResult
        {
            RunId = Guid.CreateVersion7(claim.StartedAt),
            FinishedAt = claim.StartedAt.AddSeconds(1),
            NextSyncAt = claim.StartedAt.AddHours(1),
            Key = new(["read"]),
            NewPortfolioName = "OKX Sync",
            ChangedBalances = balances,
            RemovedBalances = [],
            NewPrices = Stores.Prices(balances),
            PricedAt = claim.StartedAt,
            Changes = changes,
            Wallets = [new WalletResult("trading", "ok")],
            Totals = new RunTotals(Assets: 1, Dust: 0, Unpriced: 0, Usd: 1),
            ProfitApart = profitApart,
        };
        Assert.Equal(StoreOutcome.Stored, await stores.Worker<ResultStore>().StoreAsync(claim, result, Cancel));
    }

    /// <summary>
    /// Hours after the previous one: its lease is over, and the sweep requests a sync under the next number.
    /// </summary>
    private async Task<Claim> ClaimAsync(Guid connection, int request)
    {
        var now = Stores.Noon.AddHours(2 * request);
        Assert.Single(
            await stores.Worker<DueStore>().RequestAsync("binance", false, 10, now, now.AddMinutes(5), Cancel));
        return await stores.ClaimedAsync(user, connection, request, now);
    }

    private async Task<IReadOnlyList<HoldingRow>> HoldingsAsync()
    {
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel));
        return await stores.Api<HoldingStore>().ListAsync(user, portfolio.Id, Stores.Noon, Cancel);
    }

    private async Task<IReadOnlyList<string>> DeltasAsync(string? direction)
    {
        var portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel));
        var rows = await stores.Api<LedgerStore>().SearchAsync(
            user, portfolio.Id, new LedgerSearch(Direction: direction), null, 100, Cancel);
        return [.. rows.Select(row => row.Delta)];
    }
}
