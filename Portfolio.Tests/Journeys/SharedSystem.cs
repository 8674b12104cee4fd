using Npgsql;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// One running system for all tests of a class, because starting one costs more than most tests do. A class that
/// restarts a process, cuts the broker off, changes a market or makes an exchange pause starts its own.
/// </summary>
public class SharedSystem(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem? system;

    internal RunningSystem System => system ?? throw new InvalidOperationException("The system has not started.");

    /// <summary>Settings of API and worker beside the usual ones.</summary>
    protected virtual string[] Settings => [];

    protected virtual bool HasWorker => true;

    public async ValueTask InitializeAsync() => system = HasWorker
        ? await RunningSystem.StartAsync(postgres, rabbitMq, Settings)
        : await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, Settings);

    public async ValueTask DisposeAsync()
    {
        if (system is not null)
            await system.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>As it was when it started: no fault, no row, no line in the log, and signed in.</summary>
    internal async Task ResetAsync()
    {
        await System.ControlAsync(HttpMethod.Post, "reset");
        await System.UntilCountAsync(
            "select count(*)::int from user_connections where lease_until > now()", running => running is 0);
        await EmptyAsync();
        System.Http.DefaultRequestHeaders.Clear();
        RunningSystem.SignIn(System.Http);
        System.Log.Clear();
    }

    private async Task EmptyAsync()
    {
        var tables = await System.Database.ReadAsync<string>(
            """
            select string_agg(tablename, ', ') from pg_tables
            where schemaname = 'public'
                -- The local user stays, and no login empties the last two.
                and tablename not in ('schemaversions', 'price_history', 'users', 'audit_log', 'audit_heads')
                and tablename not like 'qrtz%'
            """);
        while (true)
        {
            try
            {
                await TestDatabase.ExecuteAsync(
                    System.Database.Owner,
                    $"truncate {tables}; update users set currency = default, sync_interval_minutes = default");
                return;
            }
            catch (PostgresException deadlock) when (deadlock.SqlState is PostgresErrorCodes.DeadlockDetected)
            {
                // A worker was writing; its transaction has the tables now and ends by itself.
            }
        }
    }
}

/// <summary>Without a worker: requests stay pending.</summary>
public sealed class SharedApi(PostgresServer postgres, RabbitMqServer rabbitMq) : SharedSystem(postgres, rabbitMq)
{
    protected override bool HasWorker => false;
}
