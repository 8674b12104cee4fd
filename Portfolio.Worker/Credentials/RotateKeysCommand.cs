using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Startup;

namespace Portfolio.Worker.Credentials;

/// <summary>
/// <c>Portfolio.Worker rotate-keys</c>: seals every stored exchange key under the active key, with a login of its
/// own and while the system runs. After an interruption it can be started again and continues.
/// </summary>
internal static class RotateKeysCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddStorage();
        using var host = builder.Build();
        try
        {
            var active = host.Services.GetRequiredService<IOptions<EncryptionOptions>>().Value.ActiveKey;
            var rotation = new KeyRotation(host.Services.GetRequiredService<ResealStore>(), active);
            var report = await rotation.RunAsync(CancellationToken.None);
            await (report.Complete ? Console.Out : Console.Error).WriteLineAsync(report.Sentence);
            return report.Complete ? 0 : 1;
        }
        catch (Exception stopped) when (stopped is OptionsValidationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"Not all keys were sealed again. {StartFailure.Sentence(stopped)}");
            return 1;
        }
    }
}
