using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Portfolio.Storage.Database;

/// <summary><c>ConnectionStrings:Postgres</c>: the login this process works with.</summary>
public sealed class PostgresAddress
{
    public string? ConnectionString { get; set; }

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
