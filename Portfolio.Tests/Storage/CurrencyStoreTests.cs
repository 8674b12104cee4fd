using Portfolio.Storage.Connections;
using Portfolio.Storage.Identity;
using Portfolio.Storage.Prices;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Which currencies a user can see values in, and at which rates.</summary>
[NeedsServers]
public sealed class CurrencyStoreTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly string[] Codes = ["BTC", "EUR", "JPY"];

    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;
    private CurrencyStore currencies = null!;
    private Guid connection;

    public async ValueTask InitializeAsync()
    {
        stores = new Stores(await postgres.CreateAsync());
        currencies = stores.Api<CurrencyStore>();
        await stores.Api<UserStore>().AddLocalAsync(user, Cancel);
        connection = (await stores.ConnectAsync(user, "a-key")).Id;
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Only_live_prices_of_connected_exchanges_are_rates()
    {
        await RefreshAsync("binance", Stores.Noon, new() { ["BTC"] = 100_000, ["EUR"] = 1.25m });
        await RefreshAsync("okx", Stores.Noon, new() { ["JPY"] = 0.0066m });

        var known = await ListAsync();
        await RefreshAsync("binance", Stores.Noon.AddMinutes(1), new() { ["BTC"] = 100_000 });
        var later = await ListAsync();
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection, Stores.Noon, Cancel);

        Assert.Equal([("BTC", 100_000m), ("EUR", 1.25m)], known.Select(rate => (rate.Code, rate.Usd)));
        Assert.Equal(["BTC"], later.Select(rate => rate.Code));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Of_several_exchanges_the_one_counts_whose_asset_is_known_longest()
    {
        await RefreshAsync("okx", Stores.Noon.AddDays(-2), new() { ["EUR"] = 1.1m });
        await RefreshAsync("binance", Stores.Noon.AddDays(-1), new() { ["EUR"] = 1.2m });
        var before = Assert.Single(await ListAsync());

        await stores.Api<ConnectStore>().AddAsync(
            Stores.New(user, "another-key", exchange: "okx"), Cancel);

        Assert.Equal((1.2m, 1.1m), (before.Usd, Assert.Single(await ListAsync()).Usd));
    }

    [Fact]
    public async Task Each_moment_has_the_rate_kept_of_then()
    {
        await RefreshAsync("binance", Stores.Noon.AddDays(-1), new() { ["EUR"] = 1.1m });
        await RefreshAsync("binance", Stores.Noon, new() { ["EUR"] = 1.2m });
        var euro = Assert.Single(await ListAsync());

        var past = await currencies.ListPastAsync(
            euro.AssetId ?? Guid.Empty,
            [Stores.Noon.AddMinutes(7), Stores.Noon.AddYears(-1), Stores.Noon.AddHours(-20), Stores.Noon.AddMinutes(7)],
            Cancel);

        Assert.Equal(1.1m, euro.DayAgoUsd);
        Assert.Equal(
            [(1, 1.2m), (3, 1.1m), (4, 1.2m)], past.OrderBy(rate => rate.Place).Select(rate => (rate.Place, rate.Usd)));
    }

    [Fact]
    public async Task A_user_begins_with_dollars_and_chooses_for_oneself()
    {
        var before = await currencies.ChosenAsync(user, Cancel);
        await stores.Api<UserStore>().ChangeOwnAsync(user, "EUR", null, Cancel);

        Assert.Equal(("USD", "EUR"), (before, await currencies.ChosenAsync(user, Cancel)));
        Assert.Null(await currencies.ChosenAsync(Guid.CreateVersion7(), Cancel));
    }

    private Task<IReadOnlyList<CurrencyRate>> ListAsync() =>
        currencies.ListAsync(user, Codes, Stores.Noon, Cancel);

    private Task<int> RefreshAsync(string exchange, DateTimeOffset at, Dictionary<string, decimal> prices) =>
        stores.Worker<AssetPriceStore>().RefreshAsync(
            exchange, [.. prices.Select(price => new AssetPrice(price.Key, price.Value, price.Key, exchange))],
            [.. prices.Keys], at, Cancel);
}
