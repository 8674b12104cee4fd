using Microsoft.Playwright;
using Npgsql;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>A page while it waits, and when it cannot be loaded, in every look.</summary>
[NeedsServers]
public sealed class FailureStateTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser)
    : IAsyncLifetime
{
    private RunningSystem system = null!;

    /// <summary>
    /// A page that waits is looked at in every theme and width, which takes longer than the API waits for a lock.
    /// </summary>
    public async ValueTask InitializeAsync()
    {
        var database = await postgres.CreateAsync();
        await TestDatabase.ExecuteAsync(
            database.Superuser, $"alter role portfolio_api in database {database.Name} set lock_timeout = '5min'");
        system = await RunningSystem.OverAsync(database, rabbitMq);
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_list_and_a_connection_that_are_still_being_read_are_accessible_and_fit()
    {
        await system.StartWorkerAsync();
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await WhileLockedAsync("user_connections", async () =>
        {
            await TurnToAsync(visit, "Connections");
            await visit.ShowAsync("70-reading-connections");
        });
        await Expect(visit.Page.Locator(".bone")).ToHaveCountAsync(0);
        await WhileLockedAsync("user_connections", async () =>
        {
            await TurnToAsync(visit, "Binance");
            await visit.ShowAsync("71-reading-connection");
        });
        await Expect(visit.Page.Locator(".connection-top")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_portfolio_that_is_still_being_read_is_accessible_and_fits()
    {
        await system.StartWorkerAsync();
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system, signIn: false);
        await visit.SignInAsync("/connections");
        await visit.OpenAsync("/connections");
        await WhileLockedAsync("portfolios", async () =>
        {
            await TurnToAsync(visit, "Portfolio");
            await visit.ShowAsync("72-reading-portfolio");
        });
        await Expect(visit.Page.Locator(".ledger tbody tr")).ToHaveCountAsync(8);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Connections", Exact = true }).ClickAsync();
        await WhileLockedAsync("transactions", async () =>
        {
            await TurnToAsync(visit, "Portfolio");
            await visit.ShowAsync("73-reading-ledger");
        });
    }

    [Fact]
    public async Task A_page_that_could_not_be_read_is_accessible_and_fits_and_is_there_again_afterwards()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await RenameAsync("user_connections", "put_away");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Connections", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByText("This page could not be shown")).ToBeVisibleAsync();
        await visit.ShowAsync("74-not-shown");

        await RenameAsync("put_away", "user_connections");
        await visit.PressAsync("Try again");
        await Expect(visit.Page.GetByText("Connect your first exchange")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Windows_without_their_network_or_their_server_are_accessible_and_fit()
    {
        await using var windows = new Windows();
        foreach (var (dark, width) in States.LooksFor(browser))
        {
            var visit = windows.Add(await Visit.BeginAsync(browser, system, dark, width), dark, width);
            await visit.Page.Clock.InstallAsync();
            await visit.OpenAsync("/connections");
            await visit.Context.SetOfflineAsync(true);
            await Expect(visit.Page.GetByText("You are offline.")).ToBeVisibleAsync();
            await visit.TakeAsync("76-offline", dark, width, wholePage: false, axe: true);
            await visit.Context.SetOfflineAsync(false);
            await Expect(visit.Page.GetByText("You are offline.")).ToBeHiddenAsync();
        }

        await system.StopApiAsync();
        foreach (var (visit, dark, width) in windows.All)
        {
            await Expect(visit.Page.GetByText("Your input is still here,")).ToBeVisibleAsync();
            await visit.TakeAsync("77-reconnecting", dark, width, wholePage: false, axe: true);
            await GiveUpAsync(visit);
            await visit.TakeAsync("78-no-server", dark, width, wholePage: false, axe: true);
        }
    }

    /// <summary>Advances the window's clock until it stops retrying.</summary>
    private static async Task GiveUpAsync(Visit visit)
    {
        var failed = visit.Page.GetByText("The server is not responding");
        for (var minutes = 0; minutes < 60 && !await failed.IsVisibleAsync(); minutes++)
            await visit.Page.Clock.RunForAsync(60_000);
        await Expect(failed).ToBeVisibleAsync();
    }

    private static async Task TurnToAsync(Visit visit, string page)
    {
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = page, Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator(".bone").First).ToBeVisibleAsync();
    }

    /// <summary>Readers of the table wait meanwhile.</summary>
    private async Task WhileLockedAsync(string table, Func<Task> act)
    {
        var cancel = Cancel;
        await using var source = NpgsqlDataSource.Create(system.Database.Owner);
        await using var owner = await source.OpenConnectionAsync(cancel);
        await using var transaction = await owner.BeginTransactionAsync(cancel);
        await using var command = new NpgsqlCommand($"lock table {table} in access exclusive mode", owner, transaction);
        await command.ExecuteNonQueryAsync(cancel);
        await act();
    }

    private Task RenameAsync(string table, string name) =>
        TestDatabase.ExecuteAsync(system.Database.Owner, $"alter table {table} rename to {name}");

    private sealed class Windows : IAsyncDisposable
    {
        private readonly List<(Visit Visit, bool Dark, int Width)> all = [];

        public IReadOnlyList<(Visit Visit, bool Dark, int Width)> All => all;

        public Visit Add(Visit visit, bool dark, int width)
        {
            all.Add((visit, dark, width));
            return visit;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (visit, _, _) in all)
                await visit.DisposeAsync();
        }
    }
}
