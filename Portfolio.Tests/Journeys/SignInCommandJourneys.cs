using System.Diagnostics;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>The command that prints a sign-in link, run as a process beside the API.</summary>
[NeedsServers]
public sealed class SignInCommandJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task The_command_prints_a_link_whose_code_signs_in()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        using var browser = new WebBrowser(system.Origin);

        var (code, output) = await RunAsync(system, "https://portfolio.example");

        Assert.Equal(0, code);
        var link = output.Trim().Split("https://portfolio.example/sign-in#code=");
        Assert.Equal("/", await browser.SignInAsync(link[1]));
    }

    [Theory]
    [InlineData("ftp://portfolio.example")]
    [InlineData("portfolio.example")]
    [InlineData("http://user:secret@portfolio.example")]
    public async Task An_address_that_no_page_has_is_refused_with_the_usage(string address)
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);

        Assert.Equal((2, ""), await RunAsync(system, address));
    }

    private static async Task<(int Code, string Output)> RunAsync(RunningSystem system, string address)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
            [
                "exec", "--runtimeconfig", Beside("Portfolio.Tests.runtimeconfig.json"),
                "--depsfile", Beside("Portfolio.Tests.deps.json"), Beside("Portfolio.Api.dll"), "sign-in", address,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ConnectionStrings__Postgres"] = system.Database.Api;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        await errors;
        return (process.ExitCode, output);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
