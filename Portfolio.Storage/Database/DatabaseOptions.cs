using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Database;

/// <summary>Section <c>Database</c>. The connection string itself is <c>ConnectionStrings:Postgres</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Connections to PostgreSQL that one process may hold.</summary>
    [Range(2, 500)]
    public int MaxConnections { get; init; } = 20;
}

[OptionsValidator]
internal sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;
