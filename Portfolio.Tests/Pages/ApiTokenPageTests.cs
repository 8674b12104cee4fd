using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

public sealed partial class ApiTokenPageTests(SharedApi shared, Browser browser) : SystemTest<SharedApi>(shared)
{
    [GeneratedRegex(@"M\. Last used \w.* from 127\.0\.0\.1\.$")]
    private static partial Regex Used { get; }

    [Fact]
    public async Task A_person_makes_a_token_copies_it_once_and_revokes_it()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/settings");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(visit.Page.GetByText("The name must be 1 to 100 characters")).ToBeVisibleAsync();

        await visit.Page.GetByLabel("Name of the program").FillAsync("Dashboard");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        var text = visit.Page.GetByLabel("Token", new() { Exact = true });
        await Expect(text).ToHaveValueAsync(new Regex("^pst_"));
        var token = await text.InputValueAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await Expect(visit.Page.GetByText("Dashboard")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("Valid until")).ToContainTextAsync(Used);
        Assert.DoesNotContain(token, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke Dashboard" }).ClickAsync();
        await Expect(visit.Page.GetByText("The token Dashboard is revoked").First).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var program = new HttpClient { BaseAddress = system.Http.BaseAddress };
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await program.GetAsync("me", Cancel);
        return answer.StatusCode;
    }
}
