using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>Connections in every status and in every look.</summary>
[NeedsServers]
public sealed class ListStateTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser) : IAsyncLifetime
{
    private static readonly string[] Statuses =
        ["pending", "syncing", "retrying", "action_required", "partial", "paused", "synced"];

    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.WithoutWorkerAsync(
        postgres, rabbitMq, "--Exchanges:Okx:AttemptTimeout=00:01:00", "--Exchanges:Okx:TotalTimeout=00:05:00",
        "--Exchanges:Okx:SearchTimeout=00:05:00", "--Exchanges:Okx:Retries=10", "--Sync:Lease=00:10:00",
        "--Sync:RetryAfter=01:00:00", "--Sync:RetryAtMost=01:00:00", "--Sync:PersonRequestExpiresAfter=01:00:00",
        "--Sync:ResyncThrottle=00:01:00");

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Cards_of_every_status_are_accessible_and_fit()
    {
        await AddAllAsync();
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        foreach (var status in Statuses)
            await Expect(visit.Page.Locator($".connection [data-status={status}]")).ToHaveCountAsync(1);
        var order = visit.Page.Locator(".connection [data-status]");
        await Expect(order.Nth(0)).ToHaveAttributeAsync("data-status", "action_required");
        await Expect(order.Nth(1)).ToHaveAttributeAsync("data-status", "retrying");
        await Expect(visit.Page.Locator(".page-head")).ToContainTextAsync("1 needs your attention. 1 is retrying.");
        await Expect(visit.Page.Locator(".actions").GetByText("Available in").First).ToBeVisibleAsync();
        await visit.ShowAsync("30-list");

        await visit.PressAsync("More for Everyday");
        await visit.ShowAsync("31-card-menu", wholePage: false);
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.PressAsync("Theme: System");
        await Expect(visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Dark" })).ToBeVisibleAsync();
        await visit.ShowAsync("32-theme-menu", wholePage: false);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_pause_of_an_exchange_is_accessible_and_fits()
    {
        await system.StartWorkerAsync();
        await AddAsync("everyday", "Everyday");
        await TestDatabase.ExecuteAsync(
            system.Database.Owner,
            """
            insert into exchange_health (exchange, egress, paused_until)
            values ('binance', 'here', now() + interval '1 hour'), ('okx', 'here', now() + interval '2 days')
            """);
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.OpenAsync("/connections");

        await Expect(visit.Page.GetByText("asked this server to pause until")).ToHaveCountAsync(2);
        await visit.ShowAsync("33-pauses");
    }

    [Fact]
    public async Task A_connections_page_is_accessible_and_fits_in_each_condition()
    {
        await AddAllAsync();
        await using var visit = await Visit.BeginAsync(browser, system);
        foreach (var (state, status) in new[]
        {
            ("40-one-waiting", "pending"), ("42-one-partly", "partial"), ("43-one-refused", "action_required"),
            ("44-one-retrying", "retrying"), ("41-one-synced", "synced"),
        })
        {
            await visit.OpenAsync("/connections");
            await visit.Page.Locator(".connection", new() { Has = visit.Page.Locator($"[data-status={status}]") })
                .GetByRole(AriaRole.Link).First.ClickAsync();
            await Expect(visit.Page.Locator(".connection-top")).ToBeVisibleAsync();
            if (await visit.Page.Locator(".run summary").CountAsync() > 0)
                await visit.Page.Locator(".run summary").First.ClickAsync();
            await visit.ShowAsync(state);
        }

        await visit.OpenAsync($"/connections/{Guid.CreateVersion7()}");
        await Expect(visit.Page.GetByText("This connection is gone")).ToBeVisibleAsync();
        await visit.ShowAsync("45-one-gone");
        await system.ControlAsync(HttpMethod.Delete, "faults");
    }

    /// <summary>One of each status. A sync that is requested before a worker runs waits, for an hour.</summary>
    private async Task AddAllAsync()
    {
        await AddAsync("ed25519", "Cold wallet of the two of us, looked at once a week", wait: 0);
        await system.StartWorkerAsync();
        await FaultAsync(new
        {
            kind = "status", code = -1000, account = "everywhere", pathPrefix = "/sapi/v1/asset/get-funding-asset",
        });
        await AddAsync("everywhere", "Everywhere");
        await AddAsync("trader", "Trading");
        var unsteady = await AddAsync("unsteady", "Unsteady");
        await FaultAsync(new { kind = "status", status = 503, account = "unsteady" });
        await system.ResyncAsync(unsteady);
        var paused = await AddAsync("okx-us", "Paused");
        Assert.Equal(200, (await system.PatchAsync($"connections/{paused}", new { paused = true })).Status);
        await FaultAsync(new { kind = "hang", pathPrefix = "/eea" });
        var slow = await AddAsync("okx-eea", "Europe", wait: 0);
        await system.UntilAsync($"connections/{slow}", reply => reply.ConnectionStatus is "syncing");
        var everyday = await AddAsync("everyday", "Everyday");
        await system.ControlAsync(HttpMethod.Put, "accounts/everyday/balances/spot/BTC", new { free = "0.75" });
        await system.ResyncAsync(everyday);
    }

    private async Task<Guid> AddAsync(string account, string label, int wait = 20)
    {
        var body = system.Body(account);
        body["label"] = label;
        return (await system.PostAsync("connections", body, ("Prefer", $"wait={wait}"))).Id;
    }

    private Task FaultAsync(object fault) => system.ControlAsync(HttpMethod.Post, "faults", fault);
}
