using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage;
using Portfolio.Storage.Database;
using Portfolio.Storage.Schema;

namespace Portfolio.Worker.Schema;

/// <summary>
/// <c>Portfolio.Worker migrate</c>: brings the database to this version's schema, with the owner's login.
/// </summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddMigrator();
        using var host = builder.Build();
        try
        {
            var address = host.Services.GetRequiredService<IOptions<PostgresAddress>>().Value.ConnectionString ?? "";
            await host.Services.GetRequiredService<Migrator>().MigrateAsync(address, CancellationToken.None);
            await WarnAsync(builder.Configuration);
            return 0;
        }
        catch (Exception stopped) when (stopped is OptionsValidationException or MigrationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"The database was not migrated. {stopped.Message}");
            return 1;
        }
    }

    private static async Task WarnAsync(ConfigurationManager configuration)
    {
        foreach (var earlier in (string[])["Database:ApiPassword", "Database:WorkerPassword"])
        {
            if (configuration[earlier] is not null)
            {
                await Console.Error.WriteLineAsync(
                    $"The setting {earlier} is not read any more: deploy/postgres/roles.sql gives passwords.");
            }
        }
    }
}
