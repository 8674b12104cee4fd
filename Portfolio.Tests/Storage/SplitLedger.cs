using System.Globalization;
using System.Text;
using Portfolio.Api.Portfolios;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Ledgers, prices and profits of chosen minutes after noon, and the split of their value.</summary>
internal sealed class SplitLedger(Stores stores)
{
    private readonly Guid user = Guid.CreateVersion7();
    private readonly Guid portfolio = Guid.CreateVersion7();
    private readonly StringBuilder rows = new();
    private bool exists;

    public Guid User => user;

    public Guid Portfolio => portfolio;

    public static DateTimeOffset At(int minute) => Stores.Noon.AddMinutes(minute);

    public async Task<Guid> ConnectAsync()
    {
        var id = (await stores.ConnectAsync(user, $"key-{Guid.CreateVersion7():N}")).Id;
        if (!exists)
            rows.Append($"insert into portfolios values ('{portfolio}', '{user}', 'Portfolio', '{At(0):O}');");
        exists = true;
        rows.Append($"update user_connections set portfolio_id = '{portfolio}' where id = '{id}';");
        return id;
    }

    public Guid AddAsset()
    {
        var id = Guid.CreateVersion7();
        rows.Append($"insert into assets (id, source, symbol, name) values ('{id}', 'binance', '{id:N}', '');");
        return id;
    }

    /// <summary>A price that is kept of the past.</summary>
    public void Price(Guid asset, int minute, decimal usd) => rows.Append(
        CultureInfo.InvariantCulture,
        $"insert into price_points values ('{asset}', '5 minutes', '{At(minute):O}', {usd});");

    /// <summary>The current price.</summary>
    public void Live(Guid asset, decimal usd) => rows.Append(
        CultureInfo.InvariantCulture,
        $"""
        insert into asset_prices (asset_id, price_usd, price_source, price_host, priced_at)
        values ('{asset}', {usd}, 'X', 'binance', '{At(0):O}');
        """);

    /// <param name="price">Null: an earlier release booked the row, and did not store its price.</param>
    public void Row(
        Guid connection, Guid asset, int minute, decimal quantity, decimal delta, string? reason = null,
        decimal? price = null) => rows.Append(
        CultureInfo.InvariantCulture,
        $"""
        insert into transactions (
            id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, reason, price_usd, occurred_at)
        values (
            gen_random_uuid(), '{user}', '{portfolio}', '{connection}', '{asset}', {quantity}, {delta},
            {(reason is null ? "null" : $"'{reason}'")}, {price?.ToString(CultureInfo.InvariantCulture) ?? "null"},
            '{At(minute):O}');
        """);

    public void Profit(Guid connection, Guid asset, int minute, decimal profit) => rows.Append(
        CultureInfo.InvariantCulture,
        $"""
        insert into position_profits (connection_id, asset_id, at, user_id, profit)
        values ('{connection}', '{asset}', '{At(minute):O}', '{user}', {profit});
        """);

    /// <summary>A run that succeeded.</summary>
    public void Run(Guid connection, int minute) => rows.Append(
        $"""
        insert into sync_runs (id, user_id, connection_id, trigger, outcome, started_at, finished_at)
        values (
            gen_random_uuid(), '{user}', '{connection}', 'scheduled', 'succeeded', '{At(minute):O}', '{At(minute):O}');
        """);

    public async Task DisconnectAsync(Guid connection, int minute)
    {
        await WriteAsync();
        Assert.True(await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection, At(minute), Cancel));
    }

    /// <param name="currency">Null: the dollar.</param>
    public async Task<ValueSplit> SplitAsync(
        int since, int now = 24 * 60, CurrencyRate? currency = null, AssetKey[]? assets = null)
    {
        await WriteAsync();
        return ValueSplit.Of(
            await stores.Api<ValueSplitStore>().ListAsync(
                user, portfolio, assets, At(since), At(since), TimeSpan.FromMinutes(5),
                currency ?? CurrencyRate.Dollar, Cancel),
            At(now)) ?? throw new InvalidOperationException("There is no split.");
    }

    public async Task WriteAsync()
    {
        if (rows.Length > 0)
            await TestDatabase.ExecuteAsync(stores.Database.Owner, rows.ToString());
        rows.Clear();
    }
}
