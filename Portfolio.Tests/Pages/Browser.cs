using Microsoft.Playwright;
using Portfolio.Tests.Pages;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Portfolio.Tests.Pages;

/// <summary>
/// The system's own Chromium, one for all tests and started by the first that needs it; each test has a separate
/// context. Screenshots go to PORTFOLIO_TEST_SCREENSHOTS, or to a directory whose name is printed at the end.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Setting = "PORTFOLIO_TEST_SCREENSHOTS";

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Whether a directory for screenshots was named.</summary>
    public bool KeepsScreenshots { get; } = Environment.GetEnvironmentVariable(Setting) is { Length: > 0 };

    public string Screenshots { get; } =
        Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } chosen
            ? Directory.CreateDirectory(chosen).FullName
            : Path.Combine(Path.GetTempPath(), $"portfolio-screenshots-{Environment.ProcessId}");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
            TestContext.Current.SendDiagnosticMessage("Screenshots are in {0}", Screenshots);
            await Console.Out.WriteLineAsync($"Screenshots are in {Screenshots}");
        }

        playwright?.Dispose();
        gate.Dispose();
    }

    internal async Task<IBrowser> StartAsync()
    {
        await gate.WaitAsync(Cancel);
        try
        {
            // For a busy machine: an expected element comes sooner, and only a failing test waits so long.
            Assertions.SetDefaultExpectTimeout(15_000);
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Find(),
                // Chromium has no sandbox for root.
                Args = Environment.UserName is "root" ? ["--no-sandbox"] : [],
            });
        }
        finally
        {
            gate.Release();
        }
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(
                directory => new[] { "chromium", "chromium-browser" }.Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "The pages are tested in Chromium, which was not found. Install it: apt-get install chromium");
}
