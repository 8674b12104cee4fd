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
            return 0;
        }
        catch (Exception stopped) when (stopped is OptionsValidationException or MigrationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"The database was not migrated. {stopped.Message}");
            return 1;
        }
    }
}
