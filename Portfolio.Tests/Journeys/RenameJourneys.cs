using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Renames in the order in which exchanges do them, through everything.</summary>
[NeedsServers]
public sealed class RenameJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.StartAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_coin_of_Binance_that_comes_days_later_under_its_new_name_is_neither_sold_nor_bought()
    {
        await PairsAsync("binance", "S", "HALT");
        var id = (await system.ConnectAsync("renaming")).Id;
        await system.ControlAsync(HttpMethod.Delete, "accounts/renaming/balances/spot/FTM");
        await system.ResyncAsync(id);
        await TestDatabase.ExecuteAsync(
            system.Database.Owner, "update transactions set occurred_at = occurred_at - interval '3 days'");
        await HoldAsync("renaming", "spot", "S", "100");
        await system.ResyncAsync(id);
        await PairsAsync("binance", "S", "TRADING");
        var after = await system.ResyncAsync(id);

        Assert.Equal(0, after.GetProperty("changes").GetArrayLength());
        Assert.Equal(
            ["FTM 100 ", "FTM -100 awaiting_successor", "S 100 renamed"], await RowsAsync("FTM", "S"));
        Assert.Equal(await RowIdAsync("FTM", "-100"), await ContinuesAsync("S"));
        Assert.Equal("100", await HeldAsync("S"));
        Assert.Null(await HeldAsync("FTM"));
    }

    [Fact]
    public async Task A_coin_of_Binance_with_a_ratio_is_two_linked_rows()
    {
        await PairsAsync("binance", "MKR", "BREAK");
        var id = (await system.ConnectAsync("renaming")).Id;
        await system.ControlAsync(
            HttpMethod.Post, "accounts/renaming/conversions", new { from = "MKR", to = "SKY", toUnits = 24000 });

        await system.ResyncAsync(id);

        Assert.Equal(["MKR 0.5 ", "MKR -0.5 renamed", "SKY 12000 renamed"], await RowsAsync("MKR", "SKY"));
        Assert.Equal(await RowIdAsync("MKR", "-0.5"), await ContinuesAsync("SKY"));
        Assert.Equal("12000", await HeldAsync("SKY"));
    }

    [Fact]
    public async Task A_coin_of_OKX_that_moves_to_another_wallet_under_its_new_name_is_neither_sold_nor_bought()
    {
        await PairsAsync("okx", "POL", "preopen");
        var id = (await system.ConnectAsync("okx-renaming")).Id;
        await system.ControlAsync(HttpMethod.Delete, "accounts/okx-renaming/balances/trading/MATIC");
        await HoldAsync("okx-renaming", "funding", "POL", "1000");

        await system.ResyncAsync(id);
        await PairsAsync("okx", "POL", "live");
        await system.ResyncAsync(id);

        Assert.Equal(["MATIC 1000 ", "MATIC -1000 renamed", "POL 1000 renamed"], await RowsAsync("MATIC", "POL"));
        Assert.Equal("1000", await HeldAsync("POL"));
    }

    [Fact]
    public async Task While_a_wallet_of_OKX_cannot_be_read_nothing_is_booked_of_the_coin_and_it_stays()
    {
        var id = (await system.ConnectAsync("okx-renaming")).Id;
        await system.ControlAsync(HttpMethod.Delete, "accounts/okx-renaming/balances/trading/MATIC");
        await HoldAsync("okx-renaming", "funding", "POL", "1000");
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 503, code = 50001, message = "busy", pathPrefix = "/api/v5/asset/balances",
        });

        var partial = await system.ResyncAsync(id);
        var meanwhile = await HeldAsync("MATIC");
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await system.ResyncAsync(id);

        Assert.Equal(0, partial.GetProperty("changes").GetArrayLength());
        Assert.Equal("1000", meanwhile);
        Assert.Equal(["MATIC 1000 ", "MATIC -1000 renamed", "POL 1000 renamed"], await RowsAsync("MATIC", "POL"));
    }

    /// <summary>It looked at accounts under new names as soon as those were traded.</summary>
    [Fact]
    public async Task A_series_that_an_earlier_version_moved_to_the_new_name_is_moved_back_without_a_sale()
    {
        var id = (await system.ConnectAsync("okx-old-name")).Id;
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            insert into assets (id, source, symbol, name) values (gen_random_uuid(), 'okx', 'POL', 'POL')
            on conflict do nothing;
            update transactions t set asset_id = new.id
            from assets old, assets new
            where t.asset_id = old.id and old.symbol = 'MATIC' and new.symbol = 'POL' and new.source = old.source;
            update balances b set asset_id = new.id
            from assets old, assets new
            where b.asset_id = old.id and old.symbol = 'MATIC' and new.symbol = 'POL' and new.source = old.source;
            """);

        await system.ResyncAsync(id);

        Assert.Equal(["POL 320 ", "POL -320 renamed", "MATIC 320 renamed"], await RowsAsync("POL", "MATIC"));
        Assert.Equal(("320", null), (await HeldAsync("MATIC"), await HeldAsync("POL")));
    }

    [Theory]
    [InlineData("confirm", "confirmed", "MOONQ -77 renamed", "NEWQ 77 renamed")]
    [InlineData("reject", "rejected", "MOONQ -77 gone", "NEWQ 77 ")]
    public async Task A_rename_that_no_list_knows_waits_for_an_answer_and_follows_it(
        string answer, string kept, params string[] rows)
    {
        await HoldAsync("renaming", "spot", "MOONQ", "77");
        var id = (await system.ConnectAsync("renaming")).Id;
        await system.ControlAsync(
            HttpMethod.Post, "accounts/renaming/conversions", new { from = "MOONQ", to = "NEWQ" });

        await system.ResyncAsync(id);
        var question = (await system.GetAsync($"connections/{id}/renames")).Data[0];
        var before = await RowsAsync("MOONQ", "NEWQ");
        var answered = await system.PostAsync(
            $"connections/{id}/renames/{question.GetProperty("id").GetGuid()}/{answer}");
        var again = await system.PostAsync($"connections/{id}/renames/{question.GetProperty("id").GetGuid()}/{answer}");
        await system.ResyncAsync(id);

        Assert.Equal(
            ("MOONQ", "NEWQ", "77"),
            (Text(question, "oldSymbol"), Text(question, "newSymbol"), Text(question, "quantity")));
        Assert.Equal(["MOONQ 77 "], before);
        Assert.Equal((200, kept, 404), (answered.Status, Text(answered.Data, "answer"), again.Status));
        Assert.Equal(["MOONQ 77 ", .. rows], await RowsAsync("MOONQ", "NEWQ"));
        Assert.Equal(0, (await system.GetAsync($"connections/{id}/renames")).Data.GetArrayLength());
        Assert.Equal(
            "MOONQ NEWQ",
            await system.Database.ReadAsync<string>($"select detail from audit_events where event = 'rename_{kept}'"));
    }

    [Fact]
    public async Task Another_users_question_and_an_unknown_one_are_not_found()
    {
        var id = (await system.ConnectAsync("renaming")).Id;

        var unknown = await system.PostAsync($"connections/{id}/renames/{Guid.CreateVersion7()}/confirm");

        Assert.Equal(
            (404, 404), (unknown.Status, (await system.GetAsync($"connections/{Guid.NewGuid()}/renames")).Status));
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    private Task PairsAsync(string exchange, string asset, string status) =>
        system.ControlAsync(HttpMethod.Put, $"{exchange}/assets/{asset}/pairs", new { status });

    private Task HoldAsync(string account, string wallet, string asset, string quantity) => system.ControlAsync(
        HttpMethod.Put, $"accounts/{account}/balances/{wallet}/{asset}", new { free = quantity });

    /// <summary>Oldest first: symbol, change and reason.</summary>
    private async Task<List<string>> RowsAsync(params string[] symbols) =>
    [
        .. (await LedgerAsync()).Where(row => symbols.Contains(Text(row, "symbol")))
            .Select(row => $"{Text(row, "symbol")} {Text(row, "delta")} {row.GetProperty("reason").GetString()}"),
    ];

    private async Task<Guid> RowIdAsync(string symbol, string delta) => (await LedgerAsync())
        .Single(row => Text(row, "symbol") == symbol && Text(row, "delta") == delta).GetProperty("id").GetGuid();

    private async Task<Guid> ContinuesAsync(string symbol) =>
        (await LedgerAsync()).Last(row => Text(row, "symbol") == symbol).GetProperty("continuesId").GetGuid();

    private async Task<List<JsonElement>> LedgerAsync() =>
        [.. (await system.GetAsync($"portfolios/{await PortfolioAsync()}/transactions?limit=500"))
            .Data.EnumerateArray().Reverse()];

    private async Task<string?> HeldAsync(string symbol)
    {
        var holdings = (await system.GetAsync($"portfolios/{await PortfolioAsync()}/holdings?limit=500")).Data;
        return holdings.EnumerateArray().Where(row => Text(row, "symbol") == symbol)
            .Select(row => row.GetProperty("quantity").GetString()).FirstOrDefault();
    }

    private async Task<Guid> PortfolioAsync() =>
        (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
}
