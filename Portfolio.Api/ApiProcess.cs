using Microsoft.Extensions.Options;

namespace Portfolio.Api;

/// <summary>Runs the API until it is told to stop. A wrong setting ends it with a sentence instead of a stack trace.</summary>
internal static class ApiProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = ApiHost.Build(ApiHost.CreateBuilder(args));
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
