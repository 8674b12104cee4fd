using Portfolio.Tests.Reference;

namespace Portfolio.Tests.Journeys;

/// <summary>All that the local user can read: every GET of the API, and every page and file.</summary>
internal static class OwnReads
{
    /// <summary>It does not end.</summary>
    private const string Stream = "/api/v1/connections/events";

    public static async Task<List<string>> OfApiAsync(RunningSystem system)
    {
        var ids = await IdsAsync(system);
        var answers = new List<string>();
        foreach (var route in system.Described.Routes.Where(route => route.Method is "GET" && route.Path is not Stream))
        {
            foreach (var address in ids.Select(id => DescribedRoute.Parameter.Replace(route.Path, $"{id}")).Distinct())
            {
                using var answer = await system.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);
                answers.Add($"{answer} {await answer.Content.ReadAsStringAsync(Cancel)}");
            }
        }

        return answers;
    }

    /// <summary>As the server sends them, before a circuit changes them.</summary>
    public static async Task<List<string>> OfPagesAsync(RunningSystem system)
    {
        using var browser = new WebBrowser(system.Origin);
        await browser.SignInAsync(await system.SignInCodeAsync());
        var ids = await IdsAsync(system);
        var pages = new List<string>();
        var paths = system.PagePatterns().SelectMany(
            page => ids.Select(id => DescribedRoute.Parameter.Replace(page, $"{id}")));
        foreach (var path in paths.Distinct())
            pages.Add(await browser.OpenAsync(path));
        return pages;
    }

    private static async Task<List<Guid>> IdsAsync(RunningSystem system) =>
    [
        .. (await system.GetAsync("connections")).Data.EnumerateArray()
            .Concat((await system.GetAsync("portfolios")).Data.EnumerateArray())
            .Select(row => row.GetProperty("id").GetGuid()),
    ];
}
