using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Faults;

/// <summary>PostgreSQL that dies, restarts, is full or is locked.</summary>
internal static class DatabaseFaults
{
    private static readonly string[] HotTables =
        ["user_connections", "assets", "request_budgets", "exchange_health", "qrtz_locks", "transactions", "sweeps"];

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("restart of PostgreSQL", async strike =>
        {
            await strike.AskAsync("stop postgres");
            await strike.ActAsync();
            await strike.AskAsync("start-postgres");
        }),
        new("kill -9 of PostgreSQL", async strike =>
        {
            await strike.AskAsync("signal postgres KILL");
            await strike.ActAsync();
            await strike.AskAsync("start-postgres");
        }),
        new("end of every session", EndSessionsAsync),
        new("lock of a table", LockAsync),
    ];

    /// <summary>Only where the database has a disk of its own.</summary>
    public static Fault FullDisk { get; } = new("full disk of PostgreSQL", async strike =>
    {
        await strike.AskAsync("fill");
        await strike.ActAsync();
        await strike.LastAsync(2, 8);
        await strike.AskAsync("empty");
    });

    private static async Task EndSessionsAsync(Strike strike)
    {
        for (var times = strike.Random.Next(1, 6); times > 0; times--)
        {
            await TestDatabase.ExecuteAsync(
                strike.System.Database.Superuser,
                "select pg_terminate_backend(pid) from pg_stat_activity where usename like 'portfolio\\_%' "
                + "and pid <> pg_backend_pid()");
            await strike.LastAsync(0, 1);
        }

        await strike.ActAsync();
    }

    private static async Task LockAsync(Strike strike)
    {
        await using var locked = await strike.System.Database.LockAsync(strike.Pick(HotTables));
        await strike.ActAsync();
        await strike.LastAsync(1, 12);
    }
}
