using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>A preview's statements about an account beside its assets, and keys as people paste them.</summary>
public sealed class PreviewJourneys(SharedSystem shared, PostgresServer postgres, RabbitMqServer rabbitMq)
    : SystemTest(shared)
{
    /// <summary>Without a limit of its own, a wallet that hangs would outlast the whole check.</summary>
    private static readonly string[] Patient =
    [
        "--Exchanges:Binance:AttemptTimeout=00:01:00", "--Exchanges:Binance:TotalTimeout=00:04:00",
        "--Exchanges:Okx:AttemptTimeout=00:01:00", "--Exchanges:Okx:TotalTimeout=00:04:00",
        "--Sync:PreviewWalletTimeout=00:00:02",
    ];

    [Theory]
    [InlineData("everywhere", "/sapi/v1/simple-earn/locked", "earn_locked")]
    [InlineData("everywhere", "/api/v3/account", "spot")]
    [InlineData("okx-everywhere", "/api/v5/asset/balances", "funding")]
    public async Task A_wallet_that_hangs_is_shown_as_not_read_beside_those_that_were(
        string account, string path, string missed)
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq, Patient);
        await system.ControlAsync(HttpMethod.Post, "faults", new { kind = "hang", pathPrefix = path });

        var reply = await system.PostAsync("connections/validate", system.Body(account));

        Assert.Equal(200, reply.Status);
        var wallets = reply.Data.GetProperty("wallets").EnumerateArray().ToList();
        Assert.All(wallets, wallet => Assert.Equal(
            Text(wallet, "wallet") == missed ? "unavailable" : "ok", Text(wallet, "outcome")));
        var error = wallets.Single(wallet => Text(wallet, "wallet") == missed).GetProperty("error");
        Assert.Equal("exchange_unavailable", Text(error, "kind"));
        Assert.StartsWith("Check the key again, or connect it", Text(error, "action"), StringComparison.Ordinal);
        Assert.NotEqual(0, reply.Data.GetProperty("assets").GetArrayLength());
    }

    [Theory]
    [InlineData(
        "everyday", "/api/v3/account", """{"balances":[],"uid":1}""", "spot", "Binance reports $",
        " in Spot, of which $0 could be read.")]
    [InlineData(
        "okx-everyday", "/api/v5/account/balance",
        """{"code":"0","msg":"","data":[{"details":[],"totalEq":"84800"}]}""", "trading", "OKX reports $",
        " in Trading, of which $0 could be read.")]
    public async Task A_wallet_that_reads_as_empty_while_its_total_does_not_is_contradicted(
        string account, string path, string body, string wallet, string start, string end)
    {
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "status", status = 200, body, pathPrefix = path });

        var reply = await system.PostAsync("connections/validate", system.Body(account));

        var found = reply.Data.GetProperty("wallets").EnumerateArray().Single(read => Text(read, "wallet") == wallet);
        Assert.Equal("contradicted", Text(found, "outcome"));
        var error = found.GetProperty("error");
        Assert.StartsWith(start, Text(error, "message"), StringComparison.Ordinal);
        Assert.EndsWith(end, Text(error, "message"), StringComparison.Ordinal);
        Assert.StartsWith("Check the key again", Text(error, "action"), StringComparison.Ordinal);
        Assert.NotEqual(0, reply.Data.GetProperty("coverage").GetProperty("gaps").GetArrayLength());
    }

    [Fact]
    public async Task A_wallet_that_is_refused_is_no_reason_to_change_the_key()
    {
        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 400, code = -10038, message = "no",
            pathPrefix = "/sapi/v1/asset/get-funding-asset",
        });

        var reply = await system.PostAsync("connections/validate", system.Body("everywhere"));

        var funding = reply.Data.GetProperty("wallets").EnumerateArray()
            .Single(wallet => Text(wallet, "wallet") is "funding");
        Assert.Equal("refused", Text(funding, "outcome"));
        Assert.Equal(
            "Binance refuses access to this wallet for this account (code -10038).",
            Text(funding.GetProperty("error"), "message"));
        Assert.StartsWith(
            "You can still connect the key", Text(
                funding.GetProperty("error"), "action"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_outside_wallets_as_the_first_run_does()
    {
        var coverage = (await system.PostAsync("connections/validate", system.Body("okx-everywhere")))
            .Data.GetProperty("coverage");
        var connected = await system.ConnectAsync("okx-everywhere");
        var run = (await system.GetAsync($"connections/{connected.Id}/runs")).Data[0].GetProperty("coverage");

        Assert.NotEqual(0, coverage.GetProperty("outside").GetArrayLength());
        Assert.Equal(Outside(run), Outside(coverage));
        Assert.Equal(Text(run, "share"), Text(coverage, "share"));
    }

    [Fact]
    public async Task A_preview_names_the_connection_that_has_the_account_or_the_key()
    {
        Assert.Equal(JsonValueKind.Null, await ConnectedAsync(system, "twin-two", of => of.ValueKind));
        var first = await system.ConnectAsync("twin-one");

        foreach (var account in new[] { "twin-one", "twin-two" })
        {
            Assert.Equal(
                (first.Id, "Binance"),
                await ConnectedAsync(
                    system, account, of => (of.GetProperty("connectionId").GetGuid(), Text(of, "label"))));
        }

        // The account's id comes with the spot wallet; the key alone is recognised without it.
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "status", status = 503, pathPrefix = "/api/v3/account" });
        Assert.Equal(
            first.Id, await ConnectedAsync(system, "twin-one", of => of.GetProperty("connectionId").GetGuid()));
    }

    [Fact]
    public async Task A_refused_connection_is_no_obstacle_to_its_own_key_and_is_one_to_another_of_its_account()
    {
        var first = await system.ConnectAsync("twin-one");
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            update user_connections
            set last_outcome = 'refused', error_kind = 'invalid_credentials', next_sync_at = null
            """);

        Assert.Equal(JsonValueKind.Null, await ConnectedAsync(system, "twin-one", of => of.ValueKind));
        Assert.Equal(
            first.Id, await ConnectedAsync(system, "twin-two", of => of.GetProperty("connectionId").GetGuid()));
        Assert.Equal(201, (await system.ConnectAsync("twin-one")).Status);
    }

    [Theory]
    [InlineData("escaped")]
    [InlineData("base64")]
    [InlineData("line")]
    [InlineData("unfinished")]
    public async Task A_private_key_is_connected_in_whatever_form_it_was_pasted(string form)
    {
        var body = system.Body("ed25519");
        var pem = body["apiSecret"] as string ?? "";
        body["apiKey"] = $"“{body["apiKey"]}”\u200B";
        body["apiSecret"] = form switch
        {
            "escaped" => $"\"{pem.Trim().Replace("\n", "\\n")}\"",
            "base64" => pem.Trim().Split('\n')[1],
            "line" => $"BINANCE_PRIVATE_KEY='{pem.Trim().Replace('\n', ' ')}'",
            _ => pem[..pem.IndexOf("-----END", StringComparison.Ordinal)],
        };

        Assert.Equal(200, (await system.PostAsync("connections/validate", body)).Status);
        var connected = await system.PostAsync("connections", body, ("Prefer", "wait=20"));

        Assert.Equal((201, "synced"), (connected.Status, connected.ConnectionStatus));
        Assert.Equal("duplicate_key", (await system.ConnectAsync("ed25519")).Kind);
        Assert.DoesNotContain(system.Log.Lines, line => line.Contains(pem.Trim().Split('\n')[1]));
    }

    private static async Task<T> ConnectedAsync<T>(RunningSystem system, string account, Func<JsonElement, T> read) =>
        read((await system.PostAsync("connections/validate", system.Body(account)))
            .Data.GetProperty("alreadyConnected"));

    private static IEnumerable<string?> Outside(JsonElement coverage) =>
        coverage.GetProperty("outside").EnumerateArray().Select(wallet => Text(wallet, "wallet"));

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
