#:package Microsoft.Playwright
#:property PublishAot=false
// Measures the load times of a running system's pages, in the system's Chromium: with an empty cache, and again with
// what that has left in it:
//   dotnet run scripts/measure-pages.cs -- 'http://127.0.0.1:8080/sign-in#code=…' [ROUNDS=15]
// The link is one that ./run.sh --sign-in prints. See docs/performance.md.
using System.Globalization;
using Microsoft.Playwright;

const string Timing =
    """
    () => new Promise(done => new PerformanceObserver(seen => {
      const first = seen.getEntries().find(entry => entry.name === 'first-contentful-paint');
      if (first) done([performance.getEntriesByType('navigation')[0].responseStart, first.startTime]);
    }).observe({ type: 'paint', buffered: true }))
    """;
const string Shift =
    """
    () => new Promise(done => {
      let sum = 0;
      new PerformanceObserver(seen => seen.getEntries().forEach(entry => sum += entry.value))
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 1000);
    })
    """;

var link = new Uri(args[0]);
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 15;
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
{
    ExecutablePath = "/usr/bin/chromium",
    Args = Environment.UserName is "root" ? ["--no-sandbox"] : [],
});
Console.WriteLine("page               first byte, ms    first content, ms     from cache, ms   layout shift");
var cookies = await SignInAsync();
foreach (var path in (string[])["/portfolio", "/connections"])
{
    var seen = new List<(double FirstByte, double Content, double Again, double Shift)>();
    for (var round = 0; round <= rounds; round++)
    {
        var look = await LookAsync(path);
        if (round > 0) // The first warms the server.
            seen.Add(look);
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{path,-16} {Spread(seen.Select(look => look.FirstByte)),18} "
        + $"{Spread(seen.Select(look => look.Content)),18} {Spread(seen.Select(look => look.Again)),18}   "
        + $"{seen.Max(look => look.Shift):0.####}"));
}

async Task<IReadOnlyList<BrowserContextCookiesResult>> SignInAsync()
{
    await using var context = await browser.NewContextAsync();
    var page = await context.NewPageAsync();
    await page.GotoAsync(link.ToString());
    await page.WaitForURLAsync(address => !address.Contains("sign-in", StringComparison.Ordinal));
    return await context.CookiesAsync();
}

async Task<(double FirstByte, double Content, double Again, double Shift)> LookAsync(string path)
{
    // It has the session, but an empty cache.
    await using var fresh = await browser.NewContextAsync();
    await fresh.AddCookiesAsync(cookies.Select(cookie => new Cookie
    {
        Name = cookie.Name, Value = cookie.Value, Url = link.GetLeftPart(UriPartial.Authority),
    }));
    var looked = await fresh.NewPageAsync();
    await looked.GotoAsync(new Uri(link, path).ToString());
    var timing = await looked.EvaluateAsync<double[]>(Timing);
    var shift = await looked.EvaluateAsync<double>(Shift);
    await looked.GotoAsync(new Uri(link, path).ToString());
    return (timing[0], timing[1], (await looked.EvaluateAsync<double[]>(Timing))[1], shift);
}

static string Spread(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return string.Create(
        CultureInfo.InvariantCulture, $"{sorted[0]:0} / {sorted[sorted.Count / 2]:0} / {sorted[^1]:0}");
}
