using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portfolio.Tests.Pages;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

public sealed class CsvJourneys(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task Holdings_and_ledger_come_whole_as_files_with_the_columns_of_the_pages()
    {
        var connection = await system.ConnectAsync("veteran");
        var portfolio = connection.Data.GetProperty("portfolioId").GetGuid();
        await system.PatchAsync($"portfolios/{portfolio}", new { name = "Für später 💰" });
        var pages = (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data;

        var (holdings, headers) = await FileAsync($"portfolios/{portfolio}/holdings?limit=1");
        var (ledger, _) = await FileAsync($"portfolios/{portfolio}/transactions");

        Assert.Equal(("text/csv", "utf-8"), (headers.ContentType?.MediaType, headers.ContentType?.CharSet));
        Assert.Matches(@"^holdings-\d{4}-\d\d-\d\d\.csv$", headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(
            $"Für später 💰-{headers.ContentDisposition?.FileName?.Trim('"')}",
            headers.ContentDisposition?.FileNameStar);
        Assert.Equal(
            "\"symbol\",\"name\",\"source\",\"quantity\",\"priceUsd\",\"valueUsd\",\"priceSource\",\"pricedAt\","
            + "\"staleSince\",\"wallets\",\"unrealizedProfit\",\"unrealizedProfitUsd\",\"priceHost\","
            + "\"priceChange24hUsd\",\"priceChange24hPercent\"",
            holdings[0]);
        Assert.Equal(
            """
            "id","type","symbol","quantity","delta","reason","connectionId","runId","occurredAt","continuesId"
            """ + ",\"valueUsd\"",
            ledger[0]);
        Assert.Equal(pages.EnumerateArray().Select(LineOf), holdings.Skip(1));
        Assert.Equal(pages.GetArrayLength(), ledger.Count - 1);
    }

    [Fact]
    public async Task The_values_in_the_file_of_holdings_add_up_to_the_total()
    {
        await system.ConnectAsync("derivatives");
        var portfolio = (await system.GetAsync("portfolios")).Data[0];

        var (lines, _) = await FileAsync($"portfolios/{portfolio.GetProperty("id").GetGuid()}/holdings");

        Assert.Contains(
            lines, line => line.StartsWith("\"\",\"USD-M Futures\",\"binance\",,,", StringComparison.Ordinal));
        Assert.Equal(
            decimal.Parse(portfolio.GetProperty("totalUsd").GetString() ?? "", CultureInfo.InvariantCulture),
            lines.Skip(1).Sum(line => decimal.Parse(line.Split(',')[5], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_currency_adds_columns_to_the_files_of_programs_and_of_pages()
    {
        await system.ConnectAsync("everywhere");
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
        await using var visit = await Visit.BeginAsync(browser, system);

        var (holdings, _) = await FileAsync($"portfolios/{portfolio}/holdings?currency=EUR");
        var (ledger, _) = await FileAsync($"portfolios/{portfolio}/transactions?currency=EUR");
        var page = await visit.Context.APIRequest.GetAsync("/portfolio/transactions.csv?currency=EUR");
        var refused = await visit.Context.APIRequest.GetAsync("/portfolio/holdings.csv?currency=XXX");

        Assert.EndsWith("\"priceChange24hPercent\",\"currency\",\"price\",\"value\"", holdings[0]);
        Assert.Contains(
            holdings, row => row.StartsWith("\"EUR\"", StringComparison.Ordinal) && row.Contains(",\"EUR\",1,"));
        Assert.EndsWith("\"valueUsd\",\"currency\",\"value\"", ledger[0]);
        Assert.All(ledger.Skip(1), row => Assert.Matches(",\"EUR\",-?[0-9.]*$", row));
        Assert.Equal(
            ledger.Select(Last).Order(), (await page.TextAsync()).Trim('\r', '\n', '\uFEFF').Split("\r\n")
                .Select(Last).Order());
        Assert.Equal(400, refused.Status);

        static string Last(string row) => row[(row.LastIndexOf(',') + 1)..];
    }

    [Fact]
    public async Task Foreign_text_never_runs_as_a_formula_and_amounts_and_times_equal_the_JSON()
    {
        var connection = await system.ConnectAsync("everyday");
        var portfolio = connection.Data.GetProperty("portfolioId").GetGuid();
        await system.DeleteAsync($"connections/{connection.Id}");
        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "update assets set symbol = '\uFF1DHYPERLINK(\"a,b\")' where symbol = 'BTC'");
        var rows = (await system.GetAsync($"portfolios/{portfolio}/transactions?limit=500")).Data;

        var (ledger, _) = await FileAsync($"portfolios/{portfolio}/transactions");

        const string Cells = ",\"'\uFF1DHYPERLINK(\"\"a,b\"\")\",0,-0.4713,\"disconnected\",";
        Assert.Contains(ledger, line => line.Contains(Cells, StringComparison.Ordinal));
        Assert.Equal(
            rows.EnumerateArray().Select(row => row.GetProperty("occurredAt").GetString()),
            ledger.Skip(1).Select(line => line.Split(',')[^3]));
    }

    [Fact]
    public async Task The_files_of_the_pages_have_the_same_form_and_the_rows_of_the_search()
    {
        var connection = await system.ConnectAsync("everyday");
        var portfolio = connection.Data.GetProperty("portfolioId").GetGuid();
        await system.PatchAsync($"connections/{connection.Id}", new { label = " @Mine" });
        await using var visit = await Visit.BeginAsync(browser, system);

        var file = await visit.Context.APIRequest.GetAsync($"/portfolio/{portfolio}/transactions.csv?asset=btc");
        var holdings = await visit.Context.APIRequest.GetAsync($"/portfolio/{portfolio}/holdings.csv");

        var text = Encoding.UTF8.GetString(await file.BodyAsync());
        Assert.Matches(
            """^\uFEFF"occurredAt",[^\r]+\r\n[0-9T:.+-]+,"BTC","Bitcoin","binance",0\.4713,"""
            + """0\.4713,,"'@Mine","[0-9a-f-]{36}",,\d+\.\d+\r\n$""",
            text);
        Assert.Contains(
            "filename*=UTF-8''Binance%20Sync-transactions-", file.Headers["content-disposition"],
            StringComparison.Ordinal);
        using var request = Wanted($"portfolios/{portfolio}/holdings");
        using var answer = await system.Http.SendAsync(request, Cancel);
        Assert.Equal(await answer.Content.ReadAsByteArrayAsync(Cancel), await holdings.BodyAsync());
    }

    [Fact]
    public async Task A_long_ledger_has_each_row_once()
    {
        var connection = await system.ConnectAsync("everyday");
        var portfolio = connection.Data.GetProperty("portfolioId").GetGuid();
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            insert into transactions (id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, occurred_at)
            select gen_random_uuid(), user_id, portfolio_id, connection_id, asset_id, n, -1, occurred_at
            from (select * from transactions limit 1) as one, generate_series(1, 992 + 5000) n
            """);

        var (ledger, _) = await FileAsync($"portfolios/{portfolio}/transactions");

        Assert.Equal(6000, ledger.Count - 1);
        Assert.Distinct(ledger.Select(line => line[..38]));
        Assert.Equal("-1", ledger[1].Split(',')[4]);
    }

    [Fact]
    public async Task Pages_of_transactions_have_each_row_once_while_rows_of_every_reason_are_added()
    {
        var connection = await system.ConnectAsync("everyday");
        var portfolio = connection.Data.GetProperty("portfolioId").GetGuid();
        var before = Ids(await system.GetAsync($"portfolios/{portfolio}/transactions?limit=500"));
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await system.GetAsync(
                $"portfolios/{portfolio}/transactions?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(Ids(page));
            cursor = page.Meta.GetProperty("nextCursor").GetString();
            await TestDatabase.ExecuteAsync(
                system.Database.Owner,
                """
                insert into transactions (
                    id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, reason, occurred_at)
                select gen_random_uuid(), user_id, portfolio_id, connection_id, asset_id, 0, -1, why, occurred_at
                from (select * from transactions limit 1) as one,
                    unnest(array['gone', 'dust', 'disconnected', 'awaiting_successor', 'renamed', 'restated']) as why
                """);
        }
        while (cursor is not null);

        Assert.Equal(before, seen);
        var now = await system.GetAsync($"portfolios/{portfolio}/transactions?limit=6");
        Assert.Equal(
            ["awaiting_successor", "disconnected", "dust", "gone", "renamed", "restated"],
            now.Data.EnumerateArray().Select(row => row.GetProperty("reason").GetString()).Order());
    }

    [Fact]
    public async Task A_missing_portfolio_is_answered_in_the_envelope()
    {
        var reply = await system.SendAsync(
            HttpMethod.Get, $"portfolios/{Guid.CreateVersion7()}/holdings", null, ("Accept", "text/csv"));

        Assert.Equal((404, "not_found"), (reply.Status, reply.Kind));
    }

    private static List<string?> Ids(Reply reply) =>
        [.. reply.Data.EnumerateArray().Select(row => row.GetProperty("id").GetString())];

    /// <summary>A holding of the JSON as a line of the file.</summary>
    private static string LineOf(JsonElement holding)
    {
        var wallets = holding.GetProperty("wallets").EnumerateArray()
            .Select(wallet =>
                $"{wallet.GetProperty("wallet").GetString()} {wallet.GetProperty("quantity").GetString()}");
        return string.Join(
            ',', Quoted("symbol"), Quoted("name"), Quoted("source"), Plain("quantity"), Plain("priceUsd"),
            Plain("valueUsd"), Quoted("priceSource"), Plain("pricedAt"), Plain("staleSince"),
            $"\"{string.Join("; ", wallets)}\"", Plain("unrealizedProfit"), Plain("unrealizedProfitUsd"),
            Quoted("priceHost"), Plain("priceChange24hUsd"), Plain("priceChange24hPercent"));

        string? Plain(string column) => holding.GetProperty(column).GetString();

        string Quoted(string column) => Plain(column) is { } text ? $"\"{text}\"" : "";
    }

    private static HttpRequestMessage Wanted(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/csv");
        return request;
    }

    /// <summary>Its lines without the byte order mark that it begins with.</summary>
    private async Task<(List<string> Lines, HttpContentHeaders Headers)> FileAsync(string path)
    {
        using var request = Wanted(path);
        using var response = await system.Http.SendAsync(request, Cancel);
        Assert.Equal(200, (int)response.StatusCode);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.StartsWith("\uFEFF\"", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        return ([.. text[1..^2].Split("\r\n")], response.Content.Headers);
    }
}
