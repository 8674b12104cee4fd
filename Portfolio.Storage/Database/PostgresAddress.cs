using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Portfolio.Storage.Database;

/// <summary><c>ConnectionStrings:Postgres</c>: the login this process works with.</summary>
public sealed class PostgresAddress
{
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Seconds for a connection, from the server or the pool, unless the address names a <c>Timeout</c>. With the 15 of
    /// Npgsql, a person would wait that long for the answer that the database is away.
    /// </summary>
    private const int ConnectSeconds = 5;

    internal static NpgsqlDataSource Connect(IServiceProvider services)
    {
        var address = services.GetRequiredService<IOptions<PostgresAddress>>().Value;
        var limits = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var builder = new NpgsqlDataSourceBuilder(address.ConnectionString)
        {
            ConnectionStringBuilder =
            {
                MaxPoolSize = limits.MaxConnections,
                // The stores send a few dozen different statements; each database connection plans them once.
                MaxAutoPrepare = 50,
                IncludeErrorDetail = false,
                // Settings are local to a transaction and locks end with it, so there is nothing to reset between uses.
                NoResetOnClose = true,
            },
        };
        // Npgsql's own builder contains every key that it knows.
        if (!new DbConnectionStringBuilder { ConnectionString = address.ConnectionString }.ContainsKey("Timeout"))
            builder.ConnectionStringBuilder.Timeout = ConnectSeconds;
        builder.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
        return builder.Build();
    }
}

internal sealed class PostgresAddressValidator : IValidateOptions<PostgresAddress>
{
    private const string Missing =
        "ConnectionStrings:Postgres is missing. It looks like: "
        + "Host=localhost;Username=portfolio_api;Password=…;Database=portfolio";

    public ValidateOptionsResult Validate(string? name, PostgresAddress options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            return ValidateOptionsResult.Fail(Missing);

        try
        {
            return new NpgsqlConnectionStringBuilder(options.ConnectionString).Host is null
                ? ValidateOptionsResult.Fail("ConnectionStrings:Postgres names no Host.")
                : ValidateOptionsResult.Success;
        }
        catch (ArgumentException)
        {
            return ValidateOptionsResult.Fail("ConnectionStrings:Postgres is not a PostgreSQL connection string.");
        }
    }
}
