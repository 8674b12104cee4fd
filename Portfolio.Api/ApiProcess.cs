using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Formatting.Compact;

namespace Portfolio.Api;

/// <summary>Runs the API until it is told to stop. A wrong setting ends it with a sentence instead of a stack trace.</summary>
internal static class ApiProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = ApiHost.CreateBuilder(args);
            builder.Services.AddSerilog(log => log
                .ReadFrom.Configuration(builder.Configuration)
                .WriteTo.Console(new RenderedCompactJsonFormatter()));
            await using var app = ApiHost.Build(builder);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            await Console.Error.WriteLineAsync($"The API did not start. {string.Join(" ", wrong.Failures)}");
            return 1;
        }
    }
}
