using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Portfolio.Tests.Isolation;

/// <summary>
/// Hears each statement that stores send, with its parameters and its user, just before the database does. It is in use
/// where a test's database makes stores while <see cref="Current"/> is set.
/// </summary>
internal sealed class StatementTap : IDisposable
{
    /// <summary>What <c>UserDatabase</c> sends before a statement of one user.</summary>
    private const string OfOneUser = "select set_config('app.user_id', @appUser, true)";

    private const string EndOfSettings = "set_config('jit', 'off', true);";

    private static readonly AsyncLocal<StatementTap?> Here = new();

    private readonly ConditionalWeakTable<NpgsqlConnection, string> users = [];
    private readonly ConcurrentBag<NpgsqlDataSource> sources = [];
    private readonly Action<HeardStatement> hear;
    private readonly ActivityListener listener;

    public StatementTap(Action<HeardStatement> hear)
    {
        this.hear = hear;
        // Npgsql offers its commands to those alone who listen to its traces.
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        Here.Value = this;
    }

    public static StatementTap? Current => Here.Value;

    /// <summary>Takes the place of the stores' own connection.</summary>
    public void Connect(IServiceCollection services, string login)
    {
        var builder = new NpgsqlDataSourceBuilder(login);
        builder.ConfigureTracing(tracing => tracing.ConfigureCommandEnrichmentCallback(
            (_, command) => Hear(login, command)));
        var source = builder.Build();
        sources.Add(source);
        services.AddSingleton(source);
    }

    public void Dispose()
    {
        Here.Value = null;
        listener.Dispose();
        foreach (var source in sources)
            source.Dispose();
    }

    private void Hear(string login, NpgsqlCommand command)
    {
        var sql = command.CommandText;
        string? user = null;
        if (sql.StartsWith(OfOneUser, StringComparison.Ordinal))
        {
            user = command.Parameters["appUser"].Value as string;
            if (command.Connection is { } connection)
                users.AddOrUpdate(connection, user ?? "");
            sql = sql[(sql.IndexOf(EndOfSettings, StringComparison.Ordinal) + EndOfSettings.Length)..];
        }
        else if (command is { Transaction: not null, Connection: { } connection })
        {
            users.TryGetValue(connection, out user);
        }

        if (sql.Trim().Length > 0)
            hear(new HeardStatement(login, user, sql, [.. command.Parameters.Select(one => one.Clone())]));
    }
}

/// <param name="User">Null: a statement across users.</param>
/// <param name="Sql">Without the settings before it.</param>
internal sealed record HeardStatement(
    string Login, string? User, string Sql, IReadOnlyList<NpgsqlParameter> Parameters);
