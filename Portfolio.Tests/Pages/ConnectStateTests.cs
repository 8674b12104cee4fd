using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>From nothing to a connected account, in every look.</summary>
[NeedsServers]
public sealed class ConnectStateTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser)
    : IAsyncLifetime
{
    private const string Config = "/api/v5/account/config";

    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() => system = await RunningSystem.StartAsync(
        postgres, rabbitMq, "--Exchanges:Okx:AttemptTimeout=00:01:00", "--Exchanges:Okx:TotalTimeout=00:04:00",
        "--Exchanges:Okx:SearchTimeout=00:04:00", "--Sync:ValidationTimeout=00:04:00");

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Empty_pages_and_forms_are_accessible_and_fit()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/portfolio");
        await visit.ShowAsync("10-portfolio-empty");
        await visit.OpenFormAsync("Binance");
        await visit.ShowAsync("12-form-binance", wholePage: false);
        await visit.PressAsync("Cancel");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await visit.ShowAsync("11-connections-empty");

        await visit.OpenFormAsync("OKX");
        await visit.ShowAsync("13-form-okx", wholePage: false);
        await visit.Page.GetByLabel("Secret key").FillAsync("kéy");
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText("The passphrase is missing.")).ToBeVisibleAsync();
        await visit.ShowAsync("14-form-problems", wholePage: false);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_press_counts_also_when_a_problem_moves_the_button_away_meanwhile()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("OKX");
        await visit.Page.GetByLabel("Secret key").FillAsync("kéy");
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check the key" });
        await visit.Page.Mouse.MoveAsync(0, 0);
        var place = await button.BoundingBoxAsync() ?? throw new InvalidOperationException("There is no button.");

        await visit.Page.Mouse.MoveAsync(place.X + (place.Width / 2), place.Y + 2);
        await visit.Page.Mouse.DownAsync();
        await Expect(visit.Page.GetByText("The secret key contains characters")).ToBeVisibleAsync();
        await visit.Page.Mouse.UpAsync();

        await Expect(visit.Page.GetByText("The passphrase is missing.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_key_on_its_way_is_accessible_and_fits()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("OKX");
        await CheckAsync(visit, "okx-trader", "This key can do more than read.");
        await visit.ShowAsync("16-refused", wholePage: false);

        await HangAsync();
        await CheckAsync(visit, "okx-everyday", "Checking your key with OKX");
        await visit.ShowAsync("15-checking", wholePage: false);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await Expect(visit.Page.GetByText("This key can only read")).ToBeVisibleAsync();
        await visit.ShowAsync("17-preview", wholePage: false);

        await HangAsync();
        await visit.PressAsync("Connect");
        await Expect(visit.Page.GetByText("Your key is encrypted and stored.")).ToBeVisibleAsync();
        await visit.ShowAsync("18-connecting", wholePage: false);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await Expect(visit.Page.Locator(".mud-snackbar")).ToContainTextAsync("into OKX Sync");
        await visit.ShowAsync("19-connected", wholePage: false, axe: false);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Other_outcomes_of_a_check_are_accessible_and_fit()
    {
        await system.ConnectAsync("everyday");
        await system.PostAsync("portfolios", new { name = "Put aside for a house by the sea, one day" });
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("Binance");
        await CheckAsync(visit, "everyday", "This Binance account is already connected");
        await visit.ShowAsync("20-connected-already", wholePage: false);

        await CheckAsync(visit, "unpriced", "This key can only read");
        await visit.Page.GetByLabel("Add to portfolio").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await visit.ShowAsync("21-preview-unpriced", wholePage: false);
        await visit.PressAsync("Back");
        await CheckAsync(visit, "veteran", "This key can only read");
        await visit.Page.GetByText("Show all").ClickAsync();
        await visit.ShowAsync("22-preview-long", wholePage: false);
        await visit.PressAsync("Back");
        await CheckAsync(visit, "empty", "This account has nothing to sync yet.");
        await visit.ShowAsync("23-preview-nothing", wholePage: false);
    }

    [Fact]
    public async Task A_preview_that_misses_wallets_or_lies_partly_outside_is_accessible_and_fits()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenFormAsync("Binance");
        await CheckAsync(visit, "everywhere", "of the");
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = "Options" })).ToBeVisibleAsync();
        await visit.ShowAsync("24-preview-outside", wholePage: false);
        await visit.PressAsync("Back");

        await system.ControlAsync(HttpMethod.Post, "faults", new
        {
            kind = "status", status = 503, code = -1001, message = "down", pathPrefix = "/sapi/v1/simple-earn/locked",
        });
        await CheckAsync(visit, "everywhere", "Not everything could be read");
        var missed = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Wallets that were not read" });
        await Expect(missed).ToContainTextAsync("Locked earn: not read. Binance is temporarily unavailable.");
        await Expect(missed).ToContainTextAsync("Each sync tries this wallet again");
        await visit.ShowAsync("25-preview-missed", wholePage: false);
        Assert.Empty(visit.Complaints);
    }

    private async Task CheckAsync(Visit visit, string account, string text)
    {
        await visit.TypeAsync(system.Key(account));
        await visit.PressAsync("Check the key");
        await Expect(visit.Page.GetByText(text).First).ToBeVisibleAsync();
    }

    private Task HangAsync() =>
        system.ControlAsync(HttpMethod.Post, "faults", new { kind = "hang", pathPrefix = Config });
}
