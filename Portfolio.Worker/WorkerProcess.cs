using Microsoft.Extensions.Options;

namespace Portfolio.Worker;

/// <summary>Runs the worker until it is told to stop. A wrong setting ends it with a sentence instead of a stack trace.</summary>
internal static class WorkerProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            using var host = WorkerHost.CreateBuilder(args).Build();
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
