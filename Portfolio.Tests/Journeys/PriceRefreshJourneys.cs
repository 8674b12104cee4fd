using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Prices;

namespace Portfolio.Tests.Journeys;

/// <summary>One price for each asset, refreshed apart from the syncs.</summary>
[NeedsServers]
public sealed class PriceRefreshJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncDisposable
{
    private RunningSystem system = null!;
    private IHost worker = null!;

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_sync_whose_prices_moved_and_whose_quantities_did_not_writes_no_balance()
    {
        await StartAsync();
        var connected = await system.ConnectAsync("everyday");
        var before = await BalancesAsync();
        await system.ControlAsync(HttpMethod.Put, "binance/pairs/BTCUSDT", new { price = "123456" });

        var run = await system.ResyncAsync(connected.Id);

        Assert.Equal("succeeded", run.GetProperty("outcome").GetString());
        Assert.Equal(before, await BalancesAsync());
        await RefreshAsync();
        var btc = (await system.HoldingsAsync()).Single(holding => holding.GetProperty("symbol").GetString() is "BTC");
        Assert.Equal("123456", btc.GetProperty("priceUsd").GetString());
        Assert.Equal(123_456m * Read(btc, "quantity"), Read(btc, "valueUsd"));
        Assert.Equal(before, await BalancesAsync());
    }

    [Fact]
    public async Task A_total_is_the_sum_of_its_holdings_and_the_file_has_the_same_figures()
    {
        await StartAsync();
        await system.ConnectAsync("everyday");
        await system.ConnectAsync("okx-everyday");
        await RefreshAsync();

        var portfolio = (await system.GetAsync("portfolios")).Data[0];
        var holdings = await system.HoldingsAsync();
        var file = await FileAsync(portfolio.GetProperty("id").GetGuid());

        Assert.All(
            holdings.Where(holding => holding.GetProperty("unrealizedProfit").ValueKind is JsonValueKind.Null),
            holding => Assert.Equal(
                Math.Round(Read(holding, "quantity") * Read(holding, "priceUsd"), 8),
                Math.Round(Read(holding, "valueUsd"), 8)));
        Assert.Equal(holdings.Sum(holding => Read(holding, "valueUsd")), Read(portfolio, "totalUsd"));
        Assert.All(holdings, holding => Assert.Contains(
            $"{holding.GetProperty("quantity")},{holding.GetProperty("priceUsd")},{holding.GetProperty("valueUsd")},",
            file,
            StringComparison.Ordinal));
    }

    private async Task StartAsync()
    {
        system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        worker = await system.StartWorkerAsync();
    }

    private async Task RefreshAsync()
    {
        var refresh = ActivatorUtilities.CreateInstance<RefreshPricesJob>(worker.Services);
        foreach (var exchange in worker.Services.GetServices<IExchange>())
            await refresh.RefreshAsync(exchange, Cancel);
    }

    /// <summary>Which version of each row is stored.</summary>
    private Task<string?> BalancesAsync() => system.Database.ReadAsync<string>(
        "select string_agg(concat(xmin, ' ', ctid, ' ', quantity), ', ' order by asset_id, wallet) from balances");

    private async Task<string> FileAsync(Guid portfolio)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/portfolios/{portfolio}/holdings");
        request.Headers.Accept.ParseAdd("text/csv");
        using var answer = await system.Http.SendAsync(request, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static decimal Read(JsonElement json, string name) =>
        decimal.Parse(json.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture);
}
