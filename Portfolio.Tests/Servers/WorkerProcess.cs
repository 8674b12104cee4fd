using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Portfolio.Tests.Servers;

/// <summary>A worker in a separate process, which can be killed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string readyFile;
    private readonly ConcurrentQueue<string> output = new();

    private WorkerProcess(Process process, string readyFile)
    {
        (this.process, this.readyFile) = (process, readyFile);
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, _) => { };
    }

    /// <summary>The program beside the tests, with their libraries.</summary>
    private static IEnumerable<string> Program =>
    [
        "exec", "--runtimeconfig", Beside("Portfolio.Tests.runtimeconfig.json"),
        "--depsfile", Beside("Portfolio.Tests.deps.json"), Beside("Portfolio.Worker.dll"),
    ];

    /// <summary>Started, and connected to RabbitMQ and PostgreSQL.</summary>
    public static async Task<WorkerProcess> StartAsync(IEnumerable<string> settings)
    {
        var readyFile = Path.Combine(Path.GetTempPath(), $"worker-{Guid.NewGuid():n}.ready");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Program.Concat(settings).Append($"--Worker:ReadyFile={readyFile}"))
            start.ArgumentList.Add(argument);

        var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        var worker = new WorkerProcess(process, readyFile);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await worker.UntilReadyAsync();
        return worker;
    }

    /// <summary>
    /// The first line on standard output with this text, as an operator gets it; waits two minutes.
    /// </summary>
    public async Task<JsonElement> UntilLoggedAsync(string text)
    {
        using var patience = Eventually.Patience();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (output.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                return JsonSerializer.Deserialize<JsonElement>(found);

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Everything on standard output so far.</summary>
    public IReadOnlyCollection<string> Lines => output;

    /// <summary>At once, as <c>kill -9</c> does: it finishes nothing and logs nothing.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    /// <summary>As a service manager stops it, by SIGTERM. Returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
        File.Delete(readyFile);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private async Task UntilReadyAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(readyFile))
        {
            Assert.False(process.HasExited, "The worker ended instead of starting.");
            await timer.WaitForNextTickAsync(Cancel);
        }
    }
}
