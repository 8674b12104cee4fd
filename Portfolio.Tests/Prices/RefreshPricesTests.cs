using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Storage.Prices;
using Portfolio.Tests.Exchanges.Binance;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Prices;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.Binance.BinancePricesTests;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Prices;

[NeedsServers]
public sealed class RefreshPricesTests(PostgresServer postgres)
{
    private readonly Guid user = Guid.CreateVersion7();

    [Fact]
    public async Task One_reading_of_the_list_serves_all_connections()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await using var binance = await StartWithPricesAsync();
        foreach (var account in Enumerable.Range(1, 5))
            await stores.SyncedAsync(user, account, $"key-{account}");

        await RefreshAsync(stores, binance);

        Assert.Single(binance.Server.SeenAt(Tickers));
        Assert.Equal(
            "BTC 60000, EUR 1.1",
            await stores.Database.ReadAsync<string>(
                """
                select string_agg(concat(symbol, ' ', trim_scale(price_usd)), ', ' order by symbol)
                from asset_prices p join assets a on a.id = p.asset_id
                """));
    }

    [Fact]
    public async Task Nothing_is_read_where_no_one_holds_anything()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await using var binance = await StartWithPricesAsync();

        await RefreshAsync(stores, binance);

        Assert.Empty(binance.Server.SeenAt(Tickers));
    }

    [Fact]
    public async Task Without_a_list_the_last_prices_stay()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await using var binance = await StartWithPricesAsync();
        binance.Server.On(Tickers, Answer("""{"code":-1000,"msg":"Busy."}""", 500));
        await stores.SyncedAsync(user, 1);

        await RefreshAsync(stores, binance);

        Assert.Equal(50_000m, await stores.Database.ReadAsync<decimal>("select price_usd from asset_prices"));
    }

    private static async Task<BinanceFixture> StartWithPricesAsync()
    {
        var binance = await StartBinanceAsync(Cancel);
        binance.Clock.SetUtcNow(Stores.Noon.AddMinutes(10));
        binance.Server
            .On(Info, Answer(Listing(Pair("BTC", "USDT"), Pair("SOL", "USDT"), Pair("EUR", "USDT"))))
            .On(Tickers, Answer(
                """
                [{"symbol":"BTCUSDT","price":"60000"},{"symbol":"SOLUSDT","price":"200"},
                {"symbol":"EURUSDT","price":"1.1"}]
                """));
        return binance;
    }

    private static Task RefreshAsync(Stores stores, BinanceFixture binance) => new RefreshPricesJob(
        stores.Worker<AssetPriceStore>(), [binance.Exchange], binance.Clock, NullLogger<RefreshPricesJob>.Instance)
        .RefreshAsync(binance.Exchange, Cancel);
}
