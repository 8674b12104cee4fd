using System.Diagnostics;
using System.Text;
using Portfolio.Tests.Architecture;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Faults;

/// <summary>
/// Starts and ends processes through <c>scripts/fault-processes.sh</c>, which ends all of them when this process is
/// gone, for whatever reason.
/// </summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private readonly Process script;
    private readonly StringBuilder complaints = new();
    private readonly SemaphoreSlim turn = new(1);

    private Supervisor(Process script, string folder)
    {
        (this.script, Folder) = (script, folder);
        script.ErrorDataReceived += (_, line) => complaints.AppendLine(line.Data);
        script.BeginErrorReadLine();
    }

    /// <summary>Of the logs, and of the files that end a worker at a step.</summary>
    public string Folder { get; }

    public static Supervisor Start()
    {
        var folder = Environment.GetEnvironmentVariable("PORTFOLIO_FAULT_LOGS")
            ?? Path.Combine(Path.GetTempPath(), $"faults-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "scripts", "fault-processes.sh"));
        start.ArgumentList.Add(folder);
        start.Environment[FatalStep.Variable] = folder;
        return new Supervisor(
            Process.Start(start) ?? throw new InvalidOperationException("No process was started."), folder);
    }

    /// <summary>The words after "ok".</summary>
    public async Task<string[]> AskAsync(string command)
    {
        await turn.WaitAsync(Cancel);
        try
        {
            await script.StandardInput.WriteLineAsync(command.AsMemory(), Cancel);
            await script.StandardInput.FlushAsync(Cancel);
            while (await script.StandardOutput.ReadLineAsync(Cancel) is { } line)
            {
                if (line.Split(' ') is ["ok", .. var words])
                    return words;
            }

            await script.WaitForExitAsync(Cancel);
            throw new InvalidOperationException($"\"{command}\" failed.{Environment.NewLine}{complaints}");
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Once everything has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        script.StandardInput.Close();
        await script.WaitForExitAsync(CancellationToken.None);
        script.Dispose();
        turn.Dispose();
        if (Environment.GetEnvironmentVariable("PORTFOLIO_FAULT_LOGS") is null)
            Directory.Delete(Folder, recursive: true);
    }
}
