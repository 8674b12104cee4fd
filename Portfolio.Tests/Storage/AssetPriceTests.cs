using Npgsql;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class AssetPriceTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();

    private Stores stores = null!;

    private static DateTimeOffset Noon => Stores.Noon;

    private AssetPriceStore Prices => stores.Worker<AssetPriceStore>();

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Two_connections_hold_an_asset_at_one_price_whenever_each_was_synced()
    {
        await stores.SyncedAsync(user, 0.5m, "the-first-key");
        await stores.SyncedAsync(user, 0.48m, "the-second-key");

        await RefreshAsync(Noon.AddMinutes(1), ("BTC", 100_000m));

        var holding = await HoldingAsync(Noon.AddMinutes(2));
        Assert.Equal(("0.98", "100000", "98000"), (holding.Quantity, holding.PriceUsd, holding.ValueUsd));
        Assert.Equal("98000", (await PortfolioAsync()).TotalUsd);
        Assert.Equal(("BTCUSDT", "binance"), (holding.PriceSource, holding.PriceHost));
        Assert.Equal(Noon.AddMinutes(1), holding.PricedAt);
    }

    [Fact]
    public async Task A_valuation_of_one_account_stays_with_it()
    {
        await stores.SyncedAsync(user, 2m, "the-first-key");
        await stores.SyncedAsync(user, 1m, "the-second-key");
        await ExecuteAsync("delete from asset_prices");
        await ExecuteAsync(
            "update balances set own_price_usd = 10 * quantity, own_price_source = 'OKX eqUsd' where quantity = 2");
        await ExecuteAsync(
            "update balances set own_price_usd = 5, own_price_source = 'OKX eqUsd' where quantity = 1");

        var holding = await HoldingAsync(Noon);

        Assert.Equal(("3", "15", "45", null), (
            holding.Quantity, holding.PriceUsd, holding.ValueUsd, holding.PriceHost));
        await RefreshAsync(Noon.AddMinutes(1), ("BTC", 100m));
        Assert.Equal("300", (await HoldingAsync(Noon)).ValueUsd);
    }

    [Theory]
    [InlineData("paused = true, next_sync_at = null", true)]
    [InlineData("last_outcome = 'refused', error_kind = 'invalid_credentials', next_sync_at = null", true)]
    [InlineData("last_outcome = 'failed', error_kind = 'network'", true)]
    [InlineData("next_sync_at = '2026-11-22T13:00Z'", true)]
    [InlineData("next_sync_at = '2026-11-22T14:00Z'", false)]
    public async Task A_holding_is_stale_while_its_connection_is_paused_refused_failing_or_overdue(
        string change, bool isStale)
    {
        await stores.SyncedAsync(user, 1m);
        await ExecuteAsync($"update user_connections set {change}");

        var holding = await HoldingAsync(Noon.AddMinutes(121));

        Assert.Equal(isStale ? Noon.AddSeconds(1) : null, holding.StaleSince);
    }

    [Fact]
    public async Task A_price_that_is_older_than_the_stored_one_is_dropped()
    {
        await stores.SyncedAsync(user, 1m);
        await RefreshAsync(Noon.AddMinutes(2), ("BTC", 3m));

        await RefreshAsync(Noon.AddMinutes(1), ("BTC", 2m));

        Assert.Equal("3", (await HoldingAsync(Noon)).PriceUsd);
    }

    [Fact]
    public async Task An_asset_that_the_lists_no_longer_have_keeps_its_price_for_a_day_and_says_so()
    {
        await stores.SyncedAsync(user, 1m);
        await RefreshAsync(Noon.AddSeconds(1), ("BTC", 3m));

        await RefreshAsync(Noon.AddHours(24), ("ETH", 1m));

        var old = await HoldingAsync(Noon);
        Assert.Equal(("3", "BTCUSDT (old)", Noon.AddSeconds(1)), (old.PriceUsd, old.PriceSource, old.PricedAt));
        await RefreshAsync(Noon.AddHours(24).AddMinutes(1), ("ETH", 1m));
        Assert.Null((await HoldingAsync(Noon)).PriceUsd);
    }

    [Fact]
    public async Task A_change_is_measured_against_the_price_of_a_day_ago()
    {
        await stores.SyncedAsync(user, 1m);
        await RefreshAsync(Noon.AddMinutes(6), ("BTC", 40_000m));
        await RefreshAsync(Noon.AddHours(24), ("BTC", 50_000m));

        var holding = await HoldingAsync(Noon.AddHours(24).AddMinutes(7));

        Assert.Equal(("10000", "25"), (holding.PriceChange24hUsd, holding.PriceChange24hPercent));
        Assert.Null((await HoldingAsync(Noon.AddHours(36))).PriceChange24hUsd);
    }

    [Fact]
    public async Task Prices_are_kept_every_five_minutes_for_two_days_hourly_for_ninety_and_daily_for_good()
    {
        await stores.SyncedAsync(user, 1m);
        await ExecuteAsync("delete from price_points");
        for (var minute = 0; minute < 120; minute++)
            await RefreshAsync(Noon.AddMinutes(minute), ("BTC", 1m + minute));

        Assert.Equal("24 2 1", await KeptAsync());
        Assert.Equal(
            6m,
            await stores.Database.ReadAsync<decimal>(
                $"select price_usd from price_points where step = '5 minutes' and at = '{Noon.AddMinutes(5):O}'"));
        await Prices.PruneAsync(Noon.AddHours(48).AddMinutes(61), Cancel);
        Assert.Equal("11 2 1", await KeptAsync());
        await Prices.PruneAsync(Noon.AddDays(90).AddMinutes(1), Cancel);
        Assert.Equal("0 1 1", await KeptAsync());
        await Prices.PruneAsync(Noon.AddDays(4000), Cancel);
        Assert.Equal("0 0 1", await KeptAsync());
    }

    [Fact]
    public async Task A_currency_has_a_price_though_no_one_holds_it()
    {
        await Prices.RefreshAsync(
            "binance", [new AssetPrice("EUR", 1.1m, "EURUSDT", "binance")], ["EUR"], Noon, Cancel);

        Assert.Equal(1.1m, await stores.Database.ReadAsync<decimal>("select price_usd from asset_prices"));
    }

    [Fact]
    public async Task The_worker_learns_which_assets_are_held_and_not_by_whom()
    {
        await stores.SyncedAsync(user, 1m);

        Assert.Equal(["BTC"], await Prices.HeldAsync("binance", Cancel));
        Assert.Empty(await Prices.HeldAsync("okx", Cancel));
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => stores.Api<AssetPriceStore>().HeldAsync("binance", Cancel));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private Task<int> RefreshAsync(
        DateTimeOffset at, params (string Symbol, decimal Usd)[] prices) => Prices.RefreshAsync(
        "binance",
        [.. prices.Select(price => new AssetPrice(price.Symbol, price.Usd, $"{price.Symbol}USDT", "binance"))],
        [],
        at,
        Cancel);

    private async Task<PortfolioRow> PortfolioAsync() =>
        Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel));

    private async Task<HoldingRow> HoldingAsync(DateTimeOffset now) => Assert.Single(
        await stores.Api<HoldingStore>().ListAsync(user, (await PortfolioAsync()).Id, now, Cancel));

    private Task<string?> KeptAsync() => stores.Database.ReadAsync<string>(
        """
        select concat_ws(' ', count(*) filter (where step = '5 minutes'), count(*) filter (where step = '1 hour'),
            count(*) filter (where step = '1 day'))
        from price_points
        """);

    private Task ExecuteAsync(string sql) => TestDatabase.ExecuteAsync(stores.Database.Owner, sql);
}
