using System.Text.RegularExpressions;
using Portfolio.Api.Pages.Shell;
using Portfolio.Tests.Journeys;

namespace Portfolio.Tests.Pages;

/// <summary>The part of MudBlazor's style sheet that pages link.</summary>
public sealed partial class UsedStylesTests(SharedSystem shared, Browser browser) : SystemTest(shared)
{
    [Fact]
    public async Task It_has_the_rules_of_every_class_that_is_on_a_page_or_in_its_menus_and_dialogs()
    {
        await system.ConnectAsync("everyday");
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        var seen = new HashSet<string>();
        await visit.PressAsync("More for Binance");
        await visit.Page.Locator(".mud-menu-item").First.WaitForAsync();
        seen.UnionWith(await ClassesAsync(visit));
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.OpenFormAsync("OKX");
        seen.UnionWith(await ClassesAsync(visit));
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.ChooseAsync("Binance", "Pause");
        await visit.Page.Locator(".mud-snackbar").WaitForAsync();
        seen.UnionWith(await ClassesAsync(visit));

        using var http = new HttpClient { BaseAddress = new Uri(system.Origin) };
        var page = await http.GetStringAsync("/sign-in", Cancel);
        var used = await http.GetStringAsync(Linked.Match(page).Value, Cancel);
        var whole = await http.GetStringAsync("/_content/MudBlazor/MudBlazor.min.css", Cancel);

        Assert.Contains("mud-dialog", seen);
        Assert.Contains("mud-menu-item", seen);
        Assert.Equal(StyleRules.Keep(whole, seen.Contains), StyleRules.Keep(used, seen.Contains));
        Assert.True(used.Length < whole.Length / 10, $"{used.Length} of {whole.Length} characters are left.");
    }

    private static Task<string[]> ClassesAsync(Visit visit) => visit.Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('*')].flatMap(part => [...part.classList])");

    [GeneratedRegex(@"/mudblazor\.\w+\.css")]
    private static partial Regex Linked { get; }
}
