using Portfolio.Storage.Startup;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Portfolio.Worker;

/// <summary>
/// Runs the worker until it is stopped. A failure to start is reported in a sentence and not as a stack trace.
/// </summary>
internal static class WorkerProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = WorkerHost.CreateBuilder(args);
            builder.Services.AddSerilog(log => log
                .ReadFrom.Configuration(builder.Configuration)
                // It repeats every failed check for as long as it fails; ReadyFile logs the changes.
                .MinimumLevel.Override(
                    "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogEventLevel.Fatal)
                .WriteTo.Console(new RenderedCompactJsonFormatter()));
            // Disposed by its own end; disposing one that hangs would hang as well.
            var host = builder.Build();
            await host.RunWithinLimitAsync("worker");
            return 0;
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"The worker did not start. {StartFailure.Sentence(fault)}");
            return 1;
        }
    }
}
