using Portfolio.Storage.Startup;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Portfolio.Api;

/// <summary>Runs the API until it is stopped. A failed start is reported in a sentence, not in a stack trace.</summary>
internal static class ApiProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = ApiHost.CreateBuilder(args);
            builder.Services.AddSerilog(log => log
                .ReadFrom.Configuration(builder.Configuration)
                // It carries the text that people type on pages, and its debug lines would repeat it.
                .MinimumLevel.Override("Microsoft.AspNetCore.SignalR", LogEventLevel.Information)
                .WriteTo.Console(new RenderedCompactJsonFormatter()));
            // Disposed by its own end; disposing one that hangs would hang as well.
            var app = ApiHost.Build(builder);
            await app.RunWithinLimitAsync("API");
            return 0;
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"The API did not start. {StartFailure.Sentence(fault)}");
            return 1;
        }
    }
}
