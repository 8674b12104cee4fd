using System.Text;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Upgrade;

/// <summary>A database that an older version has filled, migrated by this one and synced by its worker.</summary>
[NeedsServers]
public sealed class UpgradeTests(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private const string FlexibleEarn = "/sapi/v1/simple-earn/flexible";

    private static readonly Dictionary<string, string> StatusOf = new()
    {
        ["everyday"] = "synced", ["everywhere"] = "partial", ["dust"] = "synced", ["unpriced"] = "synced",
        ["renamed"] = "synced", ["receipts"] = "partial", ["region-blocked"] = "retrying",
        ["unreadable"] = "action_required", ["trader"] = "action_required", ["ed25519"] = "paused",
        ["okx-everyday"] = "synced", ["okx-everywhere"] = "synced", ["okx-renamed"] = "synced",
        ["okx-borrower"] = "synced", ["okx-unpriced"] = "synced",
        ["okx-positions"] = "synced",
    };

    /// <summary>
    /// Holdings that the older version had moved to a new name, and the simulator's balances of both names.
    /// </summary>
    private static readonly Dictionary<string, string[]> CarriedBefore = new()
    {
        ["At OKX okx POL 600"] = ["At OKX okx MATIC 500", "At OKX okx POL 100"],
        ["Binance Sync binance POL 600"] = ["Binance Sync binance MATIC 500", "Binance Sync binance POL 100"],
        ["Binance Sync binance RENDER 35"] = ["Binance Sync binance RENDER 10", "Binance Sync binance RNDR 25"],
        ["Binance Sync binance BCH 2"] = ["Binance Sync binance BCC 2"],
        ["Binance Sync binance S 800"] = ["Binance Sync binance FTM 800"],
    };

    private RunningSystem system = null!;
    private Dictionary<string, string> stored = [];
    private string holdings = "";

    public async ValueTask InitializeAsync()
    {
        var database = await FilledDatabase.At0010Async(postgres);
        stored = await Stored.ReadAsync(database);
        holdings = await Stored.HoldingsAsync(database);
        await PostgresServer.MigrateAsync(database.Owner);
        system = await RunningSystem.OverAsync(database, rabbitMq, "--Sync:ConfirmAfter=00:00:01");
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task The_migration_changes_and_loses_nothing_that_was_stored_and_the_API_reads_it_all()
    {
        Assert.Equal(stored, await Stored.ReadAsync(system.Database));
        Assert.Equal(holdings, await Stored.HoldingsAsync(system.Database));
        Assert.Equal(holdings, await HoldingsOfTheApiAsync());
        Assert.Equal(Lines(StatusOf), Lines(await StatusesAsync()));

        var ledger = 0;
        foreach (var portfolio in (await system.GetAsync("portfolios")).Data.EnumerateArray())
        {
            var rows = await system.GetAsync($"portfolios/{portfolio.GetProperty("id")}/transactions?limit=500");
            ledger += rows.Data.GetArrayLength();
        }

        Assert.Equal(await system.Database.ReadAsync<long>("select count(*) from transactions"), ledger);
        foreach (var connection in (await system.GetAsync("connections")).Data.EnumerateArray())
        {
            var runs = await system.GetAsync($"connections/{connection.GetProperty("id")}/runs");
            Assert.True(runs.Data.GetArrayLength() >= 3);
        }
    }

    [Fact]
    public async Task The_first_syncs_book_no_sale_and_no_purchase_and_every_state_stays_the_same()
    {
        await FailAsync();
        await system.StartWorkerAsync();
        await UntilSyncedAsync();

        Assert.Equal("", await Stored.TradesAsync(system.Database));
        Assert.Equal(stored["transactions"], await Stored.OldLedgerAsync(system.Database));
        Assert.Equal(Synced(holdings), await Stored.HoldingsAsync(system.Database));
        Assert.Equal(Synced(holdings), await HoldingsOfTheApiAsync());
        // A failing connection is retried repeatedly.
        var settled = await system.UntilAsync(
            "connections?limit=500", reply => !Statuses(reply).ContainsValue("syncing"));
        Assert.Equal(Lines(StatusOf), Lines(Statuses(settled)));
        await AssertSumsAsync();
    }

    [Fact]
    public async Task Stale_balances_are_read_again_and_booked_once()
    {
        await system.StartWorkerAsync();
        await UntilSyncedAsync();
        foreach (var label in new[] { "everywhere", "receipts", "everyday", "renamed", "okx-renamed", "okx-everyday" })
            Assert.Equal((label, "succeeded"), (label, await OutcomeOfAsync(label)));

        Assert.Equal("", await Stored.TradesAsync(system.Database));
        Assert.Equal(Synced(holdings), await HoldingsOfTheApiAsync());
        var statuses = await StatusesAsync();
        Assert.Equal(("synced", "synced"), (statuses["everywhere"], statuses["receipts"]));
        Assert.Equal(
            0, await system.Database.ReadAsync<long>("select count(*) from balances where stale_since is not null"));
        await AssertSumsAsync();
    }

    [Fact]
    public async Task Quantities_that_had_unrealized_profit_in_them_are_restated_once()
    {
        await system.StartWorkerAsync();
        await UntilSyncedAsync();
        var connection = await IdAsync("okx-positions");
        var once = await Stored.BookedAsync(system.Database, "okx-positions");
        await system.ControlAsync(
            HttpMethod.Put, "accounts/okx-positions/positions/USDT",
            new { crossProfit = "-99.5", isolatedMargin = "200" });
        await system.ResyncAsync(connection);

        Assert.Equal("BTC 0.05 0.0004 restated\nUSDC 0 -42.5 restated\nUSDT 1000 -12.5 restated", once);
        Assert.Equal(once, await Stored.BookedAsync(system.Database, "okx-positions"));
        await AssertSumsAsync();
    }

    [Fact]
    public async Task Requests_pauses_and_disconnects_from_before_can_be_continued()
    {
        await system.StartWorkerAsync();
        var repeated = await FilledDatabase.RepeatAsync(system.Http, "connect-everyday");
        var running = await system.SendAsync(
            HttpMethod.Post, "connections", new StringContent(FilledDatabase.Body, Encoding.UTF8, "application/json"),
            ("Idempotency-Key", "connect-another"));
        await system.PatchAsync($"connections/{await IdAsync("ed25519")}", new { paused = false });
        await system.UntilAsync(
            $"connections/{await IdAsync("ed25519")}", reply => reply.ConnectionStatus is "synced");
        var duplicate = await system.ConnectAsync("everyday");
        var again = await system.ConnectAsync("twin-one");
        var purged = await system.DeleteAsync($"connections/{await DisconnectedAsync()}?history=purge");

        Assert.Equal((201, "everyday"), (repeated.Status, repeated.Data.GetProperty("label").GetString()));
        Assert.Equal($"/api/v1/connections/{await IdAsync("everyday")}", repeated.Headers.Location?.ToString());
        Assert.Equal((409, "in_progress"), (running.Status, running.Kind));
        Assert.Equal((409, "duplicate_key"), (duplicate.Status, duplicate.Kind));
        Assert.Equal((201, "synced"), (again.Status, again.ConnectionStatus));
        Assert.Equal(200, purged.Status);
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            "select count(*) from transactions where reason = 'disconnected'"));
    }

    [Fact]
    public async Task The_sweep_is_scheduled_under_its_new_name_only_and_no_job_fails_to_load()
    {
        await system.StartWorkerAsync();
        await UntilSyncedAsync();

        Assert.Equal("request-due-syncs request-due-syncs", await system.Database.ReadAsync<string>(
            """
            select string_agg(format('%s %s', job_name, trigger_name), ', ') from qrtz_triggers
            where job_name like '%due%' or trigger_state = 'ERROR'
            """));
    }

    /// <summary>
    /// The holdings with each carried series under the names that the exchange lists (decision 0012).
    /// </summary>
    private static string Synced(string before)
    {
        var lines = before.Split('\n');
        Assert.Superset(CarriedBefore.Keys.ToHashSet(), lines.ToHashSet());
        return string.Join('\n', lines
            .SelectMany(line => CarriedBefore.GetValueOrDefault(line, [line]))
            .Order(StringComparer.Ordinal));
    }

    private async Task<string?> OutcomeOfAsync(string label)
    {
        var run = await system.ResyncAsync(await IdAsync(label));
        return run.GetProperty("outcome").GetString();
    }

    /// <summary>Wallets that were unreadable before are still unreadable.</summary>
    private async Task FailAsync()
    {
        foreach (var account in new[] { "everywhere", "receipts" })
        {
            await system.ControlAsync(
                HttpMethod.Post, "faults",
                new
                {
                    kind = "status", status = 503, code = -1001, message = "down",
                    pathPrefix = FlexibleEarn, account
                });
        }
    }

    /// <summary>Until each connection that is due was tried by this version.</summary>
    private Task UntilSyncedAsync() => system.UntilCountAsync(
        """
        select count(*)::integer
        from user_connections c
        where c.deleted_at is null and not c.paused and c.last_outcome <> 'refused'
            and not exists (
                select from sync_runs r
                where r.connection_id = c.id and r.started_at > c.created_at + interval '7 days')
        """,
        left => left is 0);

    private static string Lines(Dictionary<string, string> statuses) => string.Join(
        '\n', statuses.Select(status => $"{status.Key} {status.Value}").Order(StringComparer.Ordinal));

    private async Task<Dictionary<string, string>> StatusesAsync() =>
        Statuses(await system.GetAsync("connections?limit=500"));

    private static Dictionary<string, string> Statuses(Reply connections) =>
        connections.Data.EnumerateArray().ToDictionary(
            connection => connection.GetProperty("label").GetString() ?? "",
            connection => connection.GetProperty("status").GetString() ?? "");

    private async Task<string> HoldingsOfTheApiAsync()
    {
        var lines = new List<string>();
        foreach (var portfolio in (await system.GetAsync("portfolios")).Data.EnumerateArray()
            .Where(portfolio => portfolio.GetProperty("name").GetString() is not "Positions"))
        {
            var rows = await system.GetAsync($"portfolios/{portfolio.GetProperty("id")}/holdings?limit=500");
            lines.AddRange(rows.Data.EnumerateArray().Select(row => string.Join(
                ' ', portfolio.GetProperty("name"), row.GetProperty("source"), row.GetProperty("symbol"),
                row.GetProperty("quantity"))));
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private Task<Guid> IdAsync(string label) =>
        system.Database.ReadAsync<Guid>($"select id from user_connections where label = '{label}'");

    private Task<Guid> DisconnectedAsync() =>
        system.Database.ReadAsync<Guid>("select id from user_connections where deleted_at is not null");

    private async Task AssertSumsAsync()
    {
        Assert.Equal("", await Stored.BrokenSumsAsync(system.Database));
        Assert.Equal("", await Stored.LedgerWithoutHoldingAsync(system.Database));
    }
}
