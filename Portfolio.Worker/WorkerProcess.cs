using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Formatting.Compact;

namespace Portfolio.Worker;

/// <summary>Runs the worker until it is told to stop. A wrong setting ends it with a sentence instead of a stack trace.</summary>
internal static class WorkerProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = WorkerHost.CreateBuilder(args);
            builder.Services.AddSerilog(log => log
                .ReadFrom.Configuration(builder.Configuration)
                .WriteTo.Console(new RenderedCompactJsonFormatter()));
            using var host = builder.Build();
            await host.RunAsync();
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            await Console.Error.WriteLineAsync($"The worker did not start. {string.Join(" ", wrong.Failures)}");
            return 1;
        }
    }
}
