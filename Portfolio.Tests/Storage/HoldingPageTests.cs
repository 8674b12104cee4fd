using Portfolio.Storage.Connections;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Pages of holdings, while the holdings change between them.</summary>
[NeedsServers]
public sealed class HoldingPageTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;
    private ConnectionRow connection = null!;
    private Guid portfolio;

    private HoldingPageStore Pages => stores.Api<HoldingPageStore>();

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        connection = (await stores.SyncedAsync(user, 1m)).Connection;
        portfolio = Assert.Single(await stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel)).Id;
        await ExecuteAsync("delete from balances");
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Each_asset_comes_exactly_once_although_the_values_turn_the_order_around_between_all_pages()
    {
        await HoldAsync(1, 40);
        List<string> seen = [];

        for (var page = await FirstAsync(7); page is not null; page = await NextAsync(page, 7))
        {
            seen.AddRange(page.Rows.Select(row => row.Symbol));
            // The last asset is now worth the most, and an unpriced one gets a price.
            await ExecuteAsync(
                """
                update balances set own_price_usd = 100000 - coalesce(own_price_usd, 0), own_price_source = 'A'
                where random() < 0.7
                """);
        }

        Assert.Equal(40, seen.Count);
        Assert.Distinct(seen);
    }

    [Fact]
    public async Task A_page_has_the_values_of_the_moment_at_which_it_is_read()
    {
        await HoldAsync(1, 3);
        var first = await FirstAsync(1);

        await ExecuteAsync("update balances set quantity = 7, own_price_usd = 100000");

        Assert.Equal(["7", "7"], (await NextAsync(first, 5))?.Rows.Select(row => row.Quantity));
    }

    [Fact]
    public async Task Assets_that_are_sold_or_disconnected_meanwhile_are_skipped_and_the_page_is_still_full()
    {
        await HoldAsync(1, 10);
        var first = await FirstAsync(2);

        await ExecuteAsync("delete from balances where own_price_usd in (8, 7, 4)");
        await ExecuteAsync("update balances set dust = true where own_price_usd = 3");
        var second = await NextAsync(first, 2);
        var third = await NextAsync(second, 3);
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);

        Assert.Equal(["6", "5"], second?.Rows.Select(row => row.ValueUsd));
        Assert.Equal(["2", "1"], third?.Rows.Select(row => row.ValueUsd));
        Assert.Null(third?.Next);
        Assert.Equal((0, null), ((await NextAsync(first, 2))?.Rows.Count, (await NextAsync(first, 2))?.Next));
    }

    [Fact]
    public async Task Assets_that_are_bought_meanwhile_come_with_the_next_reading()
    {
        await HoldAsync(1, 4);
        var first = await FirstAsync(2);

        await HoldAsync(5, 6);

        Assert.Equal(["2", "1"], (await NextAsync(first, 10))?.Rows.Select(row => row.ValueUsd));
        Assert.Equal(["6", "5"], (await FirstAsync(2))?.Rows.Select(row => row.ValueUsd));
    }

    [Fact]
    public async Task Two_readers_at_once_keep_to_their_own_order()
    {
        await HoldAsync(1, 4);
        var one = await FirstAsync(2);
        await ExecuteAsync("update balances set own_price_usd = 10 - own_price_usd");
        var other = await FirstAsync(2);

        Assert.Equal(["8", "9"], (await NextAsync(one, 2))?.Rows.Select(row => row.ValueUsd));
        Assert.Equal(["7", "6"], (await NextAsync(other, 2))?.Rows.Select(row => row.ValueUsd));
    }

    [Fact]
    public async Task An_order_is_kept_for_ten_minutes_and_then_reported_as_gone()
    {
        await HoldAsync(1, 4);
        var first = await FirstAsync(2);

        Assert.NotNull(await NextAsync(first, 2, Stores.Noon.AddMinutes(10).AddSeconds(-1)));
        Assert.Null(await NextAsync(first, 2, Stores.Noon.AddMinutes(10)));
        Assert.Equal(1, await stores.Worker<HousekeepingStore>().ForgetHoldingOrdersAsync(Cancel));
        Assert.Null(await NextAsync(first, 2));
    }

    [Fact]
    public async Task An_order_that_can_still_be_read_outlives_the_housekeeping()
    {
        await HoldAsync(1, 4);
        var now = DateTimeOffset.UtcNow;
        var first = await Pages.FirstAsync(user, portfolio, 2, now, Cancel);

        Assert.Equal(0, await stores.Worker<HousekeepingStore>().ForgetHoldingOrdersAsync(Cancel));
        Assert.NotNull(await NextAsync(first, 2, now));
    }

    [Fact]
    public async Task One_page_that_has_everything_stores_nothing()
    {
        await HoldAsync(1, 4);

        Assert.Null((await FirstAsync(4))?.Next);
        Assert.Equal(4, (await FirstAsync(4))?.Rows.Count);
        Assert.Equal(0, await OrdersAsync());
    }

    [Fact]
    public async Task First_pages_in_a_loop_share_an_order_and_different_ones_are_bounded_for_each_user()
    {
        await HoldAsync(1, 30);
        var first = await FirstAsync(2);
        for (var again = 0; again < 5; again++)
            await FirstAsync(3, Stores.Noon.AddMinutes(5));
        Assert.Equal(1, await OrdersAsync());
        Assert.NotNull(await NextAsync(first, 2, Stores.Noon.AddMinutes(14)));

        for (var turn = 1; turn <= HoldingPageStore.KeptPerUser + 10; turn++)
        {
            await ExecuteAsync($"update balances set own_price_usd = (own_price_usd * 7 + {turn}) % 31");
            await FirstAsync(2, Stores.Noon.AddMinutes(6).AddSeconds(turn));
        }

        Assert.Equal(HoldingPageStore.KeptPerUser, await OrdersAsync());
        Assert.Null(await NextAsync(first, 2));
    }

    [Fact]
    public async Task First_pages_at_the_same_time_neither_fail_nor_wait_for_each_other_in_a_circle()
    {
        await HoldAsync(1, 12);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async turn =>
        {
            await ExecuteAsync($"update balances set own_price_usd = (own_price_usd * 5 + {turn}) % 13");
            Assert.NotNull(await FirstAsync(2, Stores.Noon.AddSeconds(turn)));
        }));

        await FirstAsync(2, Stores.Noon.AddHours(1));
        Assert.True(await OrdersAsync() <= HoldingPageStore.KeptPerUser);
    }

    [Fact]
    public async Task An_order_belongs_to_its_user_and_to_its_portfolio_and_goes_with_it()
    {
        await HoldAsync(1, 4);
        var first = await FirstAsync(2);
        var position = first?.Next ?? throw new InvalidOperationException("There is one page only.");
        var other = (await stores.Api<PortfolioStore>().AddAsync(user, "Another", Stores.Noon, Cancel)).Id;

        Assert.Null(await Pages.NextAsync(user, other, position, 2, Stores.Noon, Cancel));
        Assert.Null(await Pages.NextAsync(Guid.CreateVersion7(), portfolio, position, 2, Stores.Noon, Cancel));
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);
        Assert.IsType<RemoveOutcome.Removed>(
            await stores.Api<PortfolioRemovalStore>().RemoveAsync(user, portfolio, Stores.Noon, Cancel));

        Assert.Equal(0, await OrdersAsync());
        Assert.Null(await NextAsync(first, 2));
    }

    [Fact]
    public async Task Five_thousand_assets_are_read_to_the_end()
    {
        await HoldAsync(1, 5000);
        var count = 0;

        for (var page = await FirstAsync(500); page is not null; page = await NextAsync(page, 500))
        {
            count += page.Rows.Count;
            await ExecuteAsync("update balances set own_price_usd = 5001 - own_price_usd");
        }

        Assert.Equal(5000, count);
        var all = await stores.Api<HoldingStore>().ListAsync(user, portfolio, Stores.Noon, Cancel);
        Assert.Equal(5000, all.Count);
    }

    /// <summary>Holds assets that are worth as many dollars as their number.</summary>
    private Task HoldAsync(int from, int to) => ExecuteAsync(
        $"""
        insert into assets (id, source, symbol, name)
        select gen_random_uuid(), 'binance', 'C' || n, 'Coin ' || n from generate_series({from}, {to}) n;

        insert into balances (
            connection_id, wallet, asset_id, user_id, quantity, own_price_usd, own_price_source, dust)
        select '{connection.Id}', 'spot', id, '{user}', 1, substr(symbol, 2)::numeric, 'A', false
        from assets
        where symbol ~ '^C\d+$' and substr(symbol, 2)::integer between {from} and {to}
        """);

    private Task<HoldingPage?> FirstAsync(int limit, DateTimeOffset? at = null) =>
        Pages.FirstAsync(user, portfolio, limit, at ?? Stores.Noon, Cancel);

    /// <summary>Null behind the last page, too.</summary>
    private Task<HoldingPage?> NextAsync(HoldingPage? page, int limit, DateTimeOffset? at = null) =>
        page?.Next is { } next
            ? Pages.NextAsync(user, portfolio, next, limit, at ?? Stores.Noon, Cancel)
            : Task.FromResult<HoldingPage?>(null);

    private Task<long> OrdersAsync() => stores.Database.ReadAsync<long>("select count(*) from holding_orders");

    private Task ExecuteAsync(string sql) => TestDatabase.ExecuteAsync(stores.Database.Owner, sql);
}
