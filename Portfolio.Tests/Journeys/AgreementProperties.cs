using System.Globalization;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Portfolio.Tests.Pages;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Prices;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Journeys;

/// <summary>Holdings, total, file and page agree, whatever was read, moved or repriced.</summary>
[NeedsServers]
public sealed class AgreementProperties(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser)
{
    private static readonly string[] Symbols = ["BTC", "ETH", "SOL", "USDT"];

    /// <summary>Balances of a wallet, prices of a coin at an exchange: several at once, small and large.</summary>
    private static readonly Gen<Change[]> Changes = Gen.Select(
        Gen.Int[0, 4], Gen.Int[0, Symbols.Length - 1], Gen.Int[1, 999_999], Gen.Int[0, 6],
        (kind, symbol, digits, places) => new Change(kind, Symbols[symbol], Shifted(digits, places))).Array[1, 5];

    [Fact]
    public async Task Quantity_times_price_is_the_value_and_the_values_are_the_total_everywhere()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(
            postgres, rabbitMq, "--Exchanges:Okx:PriceAge=00:00:01");
        var worker = await system.StartWorkerAsync();
        Guid[] connections =
            [(await system.ConnectAsync("everyday")).Id, (await system.ConnectAsync("okx-everyday")).Id];
        await using var visit = await Visit.BeginAsync(browser, system);

        await Changes.SampleAsync(
            async changes =>
            {
                foreach (var change in changes)
                    await ApplyAsync(system, change);
                foreach (var connection in connections)
                    await system.ResyncAsync(connection);
                await RefreshPricesAsync(worker);
                await AssertAgreementAsync(system, visit);
            },
            iter: 8, threads: 1);
    }

    /// <summary>All of one moment: a refresh of prices between two of them makes it begin again.</summary>
    private static async Task AssertAgreementAsync(RunningSystem system, Visit visit)
    {
        var path = $"portfolios/{(await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid()}/holdings";
        List<Holding> holdings, after;
        JsonElement portfolio;
        IReadOnlyList<string> file, shown;
        do
        {
            holdings = await HoldingsAsync(system, path);
            portfolio = (await system.GetAsync("portfolios")).Data[0];
            file = await FileAsync(system, path);
            shown = await ShownAsync(visit);
            after = await HoldingsAsync(system, path);
        }
        while (!holdings.SequenceEqual(after));

        Assert.All(holdings, holding => Assert.Equal(
            Math.Round(holding.Quantity * holding.PriceUsd, 8), Math.Round(holding.ValueUsd, 8)));
        Assert.Equal(
            decimal.Parse(portfolio.GetProperty("totalUsd").GetString() ?? "", CultureInfo.InvariantCulture),
            holdings.Sum(holding => holding.ValueUsd));
        Assert.Equal(holdings.Select(holding => holding.Cells), file);
        Assert.Equal(Expected(holdings), shown);
    }

    /// <summary>The total, and the value of each row: one row for two exchanges where prices are close.</summary>
    private static IReadOnlyList<string> Expected(IReadOnlyList<Holding> holdings) =>
    [
        Usd(holdings.Sum(holding => holding.ValueUsd)),
        .. holdings.GroupBy(holding => holding.Symbol)
            .SelectMany(asset => asset.Max(holding => holding.PriceUsd) <= asset.Min(holding => holding.PriceUsd) * 1.1m
                ? [asset.Sum(holding => holding.ValueUsd)]
                : asset.Select(holding => holding.ValueUsd))
            .Select(Usd).Order(StringComparer.Ordinal),
    ];

    private static async Task<IReadOnlyList<string>> ShownAsync(Visit visit)
    {
        await visit.OpenAsync("/portfolio");
        var folded = visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("small holding") });
        if (await folded.CountAsync() > 0)
        {
            await folded.ClickAsync();
            await Expect(visit.Page.GetByText("Hide small holdings")).ToBeVisibleAsync();
        }

        return
        [
            await visit.Page.Locator(".total").InnerTextAsync(),
            .. (await visit.Page.Locator(".holdings tbody tr > td:nth-child(5)").AllInnerTextsAsync())
                .Select(text => text.Split('\n')[0].Trim()).Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<List<Holding>> HoldingsAsync(RunningSystem system, string path) =>
        [.. (await system.GetAsync($"{path}?limit=500")).Data.EnumerateArray().Select(Holding.Of)];

    private static Task ApplyAsync(RunningSystem system, Change change) => change.Kind switch
    {
        0 => BalanceAsync(system, "everyday", "spot", change),
        1 => BalanceAsync(system, "everyday", "funding", change),
        2 => BalanceAsync(system, "okx-everyday", "trading", change),
        3 => PriceAsync(system, $"binance/pairs/{Priced(change)}USDT", change),
        _ => PriceAsync(system, $"okx/instruments/{Priced(change)}-USDT", change),
    };

    private static Task BalanceAsync(RunningSystem system, string account, string wallet, Change change) =>
        system.ControlAsync(
            HttpMethod.Put, $"accounts/{account}/balances/{wallet}/{change.Symbol}", new { free = change.Amount });

    private static Task PriceAsync(RunningSystem system, string pair, Change change) =>
        system.ControlAsync(HttpMethod.Put, pair, new { price = change.Amount });

    private static string Priced(Change change) => change.Symbol is "USDT" ? "BTC" : change.Symbol;

    private static async Task RefreshPricesAsync(IHost worker)
    {
        var refresh = ActivatorUtilities.CreateInstance<RefreshPricesJob>(worker.Services);
        foreach (var exchange in worker.Services.GetServices<IExchange>())
            await refresh.RefreshAsync(exchange, Cancel);
    }

    private static async Task<IReadOnlyList<string>> FileAsync(RunningSystem system, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Accept.ParseAdd("text/csv");
        using var answer = await system.Http.SendAsync(request, Cancel);
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split("\r\n");
        return [.. lines[1..^1].Select(line => string.Join(',', line.Split(',').Take(6)))];
    }

    private static string Usd(decimal amount) => amount switch
    {
        < 0.01m and > 0 => "<\u00a0$0.01",
        _ => amount.ToString("$#,##0.00", CultureInfo.InvariantCulture),
    };

    private static string Shifted(int digits, int places) =>
        (digits / (decimal)Math.Pow(10, places)).ToString(CultureInfo.InvariantCulture);

    private sealed record Change(int Kind, string Symbol, string Amount);

    private sealed record Holding(string Symbol, decimal Quantity, decimal PriceUsd, decimal ValueUsd, string Cells)
    {
        public static Holding Of(JsonElement json) => new(
            json.GetProperty("symbol").GetString() ?? "",
            Read(json, "quantity"),
            Read(json, "priceUsd"),
            Read(json, "valueUsd"),
            $"\"{json.GetProperty("symbol")}\",\"{json.GetProperty("name")}\",\"{json.GetProperty("source")}\","
                + $"{json.GetProperty("quantity")},{json.GetProperty("priceUsd")},{json.GetProperty("valueUsd")}");

        private static decimal Read(JsonElement json, string name) =>
            decimal.Parse(json.GetProperty(name).GetString() ?? "", CultureInfo.InvariantCulture);
    }
}
