using System.Diagnostics;

namespace Portfolio.Tests.Servers;

/// <summary>A worker in a process of its own, which can die as processes do.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string readyFile;

    private WorkerProcess(Process process, string readyFile) => (this.process, this.readyFile) = (process, readyFile);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Started, and connected to RabbitMQ and PostgreSQL.</summary>
    public static async Task<WorkerProcess> StartAsync(IEnumerable<string> settings)
    {
        var readyFile = Path.Combine(Path.GetTempPath(), $"worker-{Guid.NewGuid():n}.ready");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Portfolio.Worker.dll"));
        foreach (var setting in settings.Append($"--Worker:ReadyFile={readyFile}"))
            start.ArgumentList.Add(setting);

        var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var worker = new WorkerProcess(process, readyFile);
        await worker.UntilReadyAsync();
        return worker;
    }

    /// <summary>At once, as <c>kill -9</c> does: nothing is finished and nothing is said.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
        File.Delete(readyFile);
    }

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
