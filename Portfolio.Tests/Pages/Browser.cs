using Microsoft.Playwright;
using Portfolio.Tests.Pages;
using Portfolio.Tests.Servers;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Portfolio.Tests.Pages;

/// <summary>
/// The system's own Chromium, one for all tests and started by the first that needs it; each test has a context of its
/// own in it. Screenshots are taken when PORTFOLIO_TEST_SCREENSHOTS names a directory for them.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The shell without a window first: it needs a third of the CPU.</summary>
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser"];

    /// <summary>For a busy machine: an expected element comes sooner, and only a failing test waits so long.</summary>
    internal const int PatienceMs = 60_000;

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The directory for screenshots; null when none are wanted.</summary>
    public string? Screenshots { get; } =
        Environment.GetEnvironmentVariable("PORTFOLIO_TEST_SCREENSHOTS") is { Length: > 0 } chosen
            ? Directory.CreateDirectory(chosen).FullName
            : null;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        gate.Dispose();
    }

    internal async Task<IBrowser> StartAsync()
    {
        await gate.WaitAsync(Cancel);
        try
        {
            Assertions.SetDefaultExpectTimeout(PatienceMs);
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Find(),
                Args = [.. Arguments],
            });
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Without the first one, a GPU is emulated. The second one trusts the proxies of these tests: a page that
    /// Playwright opens in spite of its certificate is requested again for each refusal, and Chromium allows a limited
    /// number of that. Chromium has no sandbox for root.
    /// </summary>
    private static IEnumerable<string> Arguments =>
    [
        "--disable-gpu", $"--ignore-certificate-errors-spki-list={Nginx.KeyHash}",
        .. Environment.UserName is "root" ? ["--no-sandbox"] : (string[])[],
    ];

    private static string Find() =>
        Names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Select(directory => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "The pages are tested in Chromium, which was not found. "
            + "Install it: apt-get install chromium-headless-shell");
}
