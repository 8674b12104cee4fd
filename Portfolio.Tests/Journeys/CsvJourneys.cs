using System.Net.Http.Headers;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

public sealed class CsvJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.StartAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Holdings_and_ledger_come_whole_as_files_with_the_columns_of_the_pages()
    {
        var connection = await system.ConnectAsync("veteran");
        var portfolio = connection.Data.GetProperty("portfolioId").GetGuid();
        var pages = (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data;

        var (holdings, headers) = await FileAsync($"portfolios/{portfolio}/holdings?limit=1");
        var (ledger, _) = await FileAsync($"portfolios/{portfolio}/transactions");

        Assert.Equal("text/csv", headers.ContentType?.MediaType);
        Assert.Matches(@"^holdings-\d{4}-\d\d-\d\d\.csv$", headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(
            "symbol,name,source,quantity,priceUsd,valueUsd,priceSource,pricedAt,staleSince,wallets,unrealizedProfit,"
            + "unrealizedProfitUsd",
            holdings[0]);
        Assert.Equal("id,type,symbol,quantity,delta,reason,connectionId,runId,occurredAt", ledger[0]);
        Assert.Equal(pages.GetArrayLength(), holdings.Count - 1);
        Assert.Equal(pages.GetArrayLength(), ledger.Count - 1);
        var first = pages[0];
        Assert.StartsWith(
            $"{first.GetProperty("symbol").GetString()},{first.GetProperty("name").GetString()},binance,"
            + $"{first.GetProperty("quantity").GetString()},{first.GetProperty("priceUsd").GetString()},",
            holdings[1],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_of_several_batches_has_each_row_once()
    {
        var connection = await system.ConnectAsync("everyday");
        var portfolio = connection.Data.GetProperty("portfolioId").GetGuid();
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            insert into transactions (id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, occurred_at)
            select gen_random_uuid(), user_id, portfolio_id, connection_id, asset_id, n, -1, occurred_at
            from (select * from transactions limit 1) as one, generate_series(1, 992 + 500) n
            """);

        var (ledger, _) = await FileAsync($"portfolios/{portfolio}/transactions");

        Assert.Equal(1500, ledger.Count - 1);
        Assert.Distinct(ledger.Select(line => line[..36]));
        Assert.Equal("-1", ledger[1].Split(',')[4]);
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_the_envelope()
    {
        var reply = await system.SendAsync(
            HttpMethod.Get, $"portfolios/{Guid.CreateVersion7()}/holdings", null, ("Accept", "text/csv"));

        Assert.Equal((404, "not_found"), (reply.Status, reply.Kind));
    }

    private async Task<(List<string> Lines, HttpContentHeaders Headers)> FileAsync(string path)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/csv");
        using var response = await system.Http.SendAsync(request, cancel);
        Assert.Equal(200, (int)response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(cancel);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        return ([.. text[..^2].Split("\r\n")], response.Content.Headers);
    }
}
