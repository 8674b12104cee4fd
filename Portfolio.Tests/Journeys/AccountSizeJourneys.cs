using System.Text.Json;
using Portfolio.Contracts.Connections;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Journeys;

/// <summary>Accounts and answers that are larger than any that is synced: refused as a whole.</summary>
public sealed class AccountSizeJourneys(SharedSystem shared) : SystemTest(shared)
{
    private const string Account = "/api/v3/account";
    private const string Trading = "/api/v5/account/balance";

    /// <summary>The largest body of a message that RabbitMQ 4 takes unless it is told otherwise.</summary>
    private const int MostOfMessage = 16 * 1024 * 1024;

    [Theory]
    [InlineData("everyday", Account)]
    [InlineData("okx-everyday", Trading)]
    public async Task A_legal_answer_of_tens_of_megabytes_is_refused_and_the_worker_goes_on(string account, string path)
    {
        await AnswerAsync(path, path is Account ? Spot(500_000) : TradingWith(500_000));

        var refused = await system.PostAsync("connections/validate", system.Body(account));
        await system.ControlAsync(HttpMethod.Delete, "faults");
        var accepted = await system.PostAsync("connections/validate", system.Body(account));

        Assert.Equal((503, "exchange_unavailable"), (refused.Status, refused.Kind));
        Assert.EndsWith(
            "answer about this account is longer than any we read, so nothing of it was used.",
            refused.Message, StringComparison.Ordinal);
        Assert.Equal(200, accepted.Status);
    }

    [Theory]
    [InlineData("everyday", Account)]
    [InlineData("okx-everyday", Trading)]
    public async Task A_connection_whose_account_grows_too_large_keeps_its_holdings_and_says_why(
        string account, string path)
    {
        var connected = await system.ConnectAsync(account);
        var before = await HoldingsAsync();
        await AnswerAsync(path, path is Account ? Spot(6_000) : TradingWith(6_000));

        var run = await system.ResyncAsync(connected.Id);
        var during = await system.GetAsync($"connections/{connected.Id}");

        Assert.Equal("failed", run.GetProperty("outcome").GetString());
        Assert.Contains(
            "lists more than 5,000 assets", during.Data.GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(before, await HoldingsAsync());
        Assert.Equal(
            0, await system.Database.ReadAsync<int>("select coalesce(sum(outages), 0)::int from exchange_health"));
    }

    [Fact]
    public async Task The_largest_account_is_shown_with_every_asset()
    {
        await AnswerAsync(Account, Spot(AccountSize.MostAssets));

        var reply = await system.PostAsync("connections/validate", system.Body("empty"));

        Assert.Equal(200, reply.Status);
        Assert.Equal(AccountSize.MostAssets, reply.Data.GetProperty("assets").GetArrayLength());
    }

    [Fact]
    public void The_largest_answer_about_a_key_fits_into_a_message()
    {
        var asset = new PreviewAsset(
            new string('\u4e00', 64), new string('\u4e00', 200), -Amounts.MostCoins, -Amounts.MostUsd);
        var answer = new KeyAccepted(
            [new string('x', AnswerSize.Small)], new string('\u4e00', 64),
            [.. Enumerable.Repeat(asset, AccountSize.MostAssets)], 0, 0, 0)
        {
            Coverage = new string('x', AnswerSize.Small),
        };

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(answer).Length, 1, MostOfMessage / 3 * 2);
    }

    private static string Spot(int assets) => $$"""
        {"uid":7,"balances":[{{Rows(assets, number => $$"""{"asset":"M{{number}}","free":"1","locked":"0"}""")}}]}
        """;

    private static string TradingWith(int assets) => $$"""
        {"code":"0","msg":"","data":[{"details":[{{Rows(assets, number => $$"""{"ccy":"M{{number}}","eq":"1"}""")}}]}]}
        """;

    private static string Rows(int count, Func<int, string> row) =>
        string.Join(',', Enumerable.Range(0, count).Select(row));

    private async Task<IReadOnlyList<(string?, string?)>> HoldingsAsync()
    {
        var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetString();
        var holdings = (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data.EnumerateArray();
        return
        [
            .. holdings.Select(holding => (
                holding.GetProperty("symbol").GetString(), holding.GetProperty("quantity").GetString())).Order(),
        ];
    }

    private Task AnswerAsync(string path, string body) => system.ControlAsync(
        HttpMethod.Post, "faults", new { kind = "status", status = 200, body, pathPrefix = path });
}
