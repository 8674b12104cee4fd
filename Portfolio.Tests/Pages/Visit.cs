using Microsoft.Playwright;
using Portfolio.Contracts.Exchanges;
using Portfolio.Simulator.Accounts;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>A person at a browser window, signed in to a running system.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly Browser browser;
    private readonly RunningSystem system;
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Visit(Browser browser, RunningSystem system, IBrowserContext context, IPage page)
    {
        (this.browser, this.system, this.context, Page) = (browser, system, context, page);
        Listen(page);
    }

    public IPage Page { get; }

    public IBrowserContext Context => context;

    public Browser Browser => browser;

    /// <summary>The browser's errors: scripts, policies, missing files.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Visit> BeginAsync(
        Browser browser, RunningSystem system, bool dark = false, int width = 1280, string locale = "en-US",
            bool signIn = true,
        string? origin = null)
    {
        var chromium = await browser.StartAsync();
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = origin ?? system.Origin,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = width, Height = HeightOf(width) },
            Locale = locale,
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(Browser.PatienceMs);
        var visit = new Visit(browser, system, context, await context.NewPageAsync());
        if (signIn)
            await visit.SignInAsync();
        return visit;
    }

    /// <param name="to">The page to begin with; null: the portfolio.</param>
    public async Task SignInAsync(string? to = null)
    {
        var code = await system.SignInCodeAsync();
        await Page.GotoAsync($"/sign-in{(to is null ? "" : $"?to={to}")}#code={code}");
        await Expect(Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sign-in"));
    }

    /// <summary>The same person, in another window.</summary>
    public async Task<IPage> SecondWindowAsync()
    {
        var page = await context.NewPageAsync();
        Listen(page);
        return page;
    }

    /// <summary>A page that has become interactive.</summary>
    public async Task OpenAsync(string path, IPage? page = null)
    {
        await (page ?? Page).GotoAsync(path);
        await Expect((page ?? Page).Locator("html")).ToHaveAttributeAsync("data-live", "yes");
        await Expect((page ?? Page).Locator(".to-come")).ToHaveCountAsync(0);
    }

    /// <summary>A form whose first field has the focus, which it gets a moment after it is shown.</summary>
    public async Task OpenFormAsync(string exchange)
    {
        await OpenAsync("/connections");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Connect {exchange}" }).ClickAsync();
        await Expect(Page.GetByLabel("API key")).ToBeFocusedAsync();
    }

    /// <summary>
    /// Begins when the page has set the keyboard focus: to the first field of a form that has just opened, or to a
    /// refusal. Text typed before that would land in another field.
    /// </summary>
    public async Task TypeAsync(Credential key)
    {
        var refusal = Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert);
        if (await refusal.CountAsync() > 0)
            await Expect(refusal).ToBeFocusedAsync();
        else if (await Page.GetByLabel("API key").InputValueAsync() is "")
            await Expect(Page.GetByLabel("API key")).ToBeFocusedAsync();
        await Page.GetByLabel("API key").FillAsync($"  {key.ApiKey} ");
        await Page.GetByLabel(SecretOf(key)).FillAsync($" {key.ApiSecret}\t");
        if (key.Passphrase is { } passphrase)
            await Page.GetByLabel("Passphrase", new() { Exact = true }).FillAsync($" {passphrase} ");
    }

    /// <summary>The label of the secret's field.</summary>
    public static string SecretOf(Credential key) =>
        ExchangeCatalog.Find(key.Exchange)!.Fields.First(field => field.Name is "apiSecret").Label;

    public Task PressAsync(string button) =>
        Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Opens a connection's menu and takes an item of it.</summary>
    public async Task ChooseAsync(string label, string item)
    {
        await PressAsync($"More for {label}");
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }

    /// <summary>Connects a demo account through the form, to the end.</summary>
    public async Task ConnectAsync(string account)
    {
        var key = system.Key(account);
        await OpenFormAsync(ExchangeCatalog.DisplayName(key.Exchange));
        await TypeAsync(key);
        await PressAsync("Check the key");
        await PressAsync("Connect");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    public async Task ShotAsync(string name, bool wholePage = true)
    {
        if (browser.Screenshots is not { } directory)
            return;
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(directory, $"{name}.png"),
            FullPage = wholePage,
            Animations = ScreenshotAnimations.Disabled,
        });
    }

    /// <summary>No accessibility violation, and no element beyond the window's edge.</summary>
    public async Task AssertAccessibleAsync()
    {
        // Fading elements are judged when they are fully visible; endless animations are visible already.
        await Page.EvaluateAsync(
            """
            Promise.allSettled(document.getAnimations()
              .filter(it => it.effect?.getComputedTiming().endTime !== Infinity)
              .map(it => it.finished)).then(() => null)
            """);
        Assert.Empty(await Page.EvaluateAsync<string[]>(Axe.Script + Axe.Violations));
        await AssertFitsAsync();
    }

    /// <summary>Names the elements beyond the window's edge.</summary>
    public async Task AssertFitsAsync() => Assert.Empty(await Page.EvaluateAsync<string[]>(
        """
        () => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth <= clientWidth ? [] : [...document.querySelectorAll('body *')]
            .filter(part => part.getBoundingClientRect().right > clientWidth + 1)
            .map(part => `${part.tagName} ${part.className}`);
        }
        """));

    /// <summary>The same window, on a device of another theme or width.</summary>
    public async Task LookAsync(bool dark, int width)
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions
        {
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce,
        });
        await Page.SetViewportSizeAsync(width, HeightOf(width));
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private static int HeightOf(int width) => width < 500 ? 780 : 900;

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, fault) => complaints.Add(fault);
    }
}
