using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portfolio.Tests.Servers;
using Quartz;

namespace Portfolio.Tests.Journeys;

/// <summary>Several workers over one database, one broker and one exchange.</summary>
[NeedsServers]
public sealed class WorkersJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const int Thousand = 1_000;

    private const string Unsynced =
        """
        select count(*)::integer from user_connections
        where last_outcome is distinct from 'succeeded' or lease_until is not null
        """;

    /// <summary>Runs of one connection that were under way at the same time.</summary>
    internal const string Overlapping =
        """
        select count(*)
        from sync_runs one
        join sync_runs other on other.connection_id = one.connection_id and other.id > one.id
            and other.started_at < one.finished_at and one.outcome <> 'superseded' and other.outcome <> 'superseded'
        """;

    /// <summary>Series that do not add up to the holdings, or in which a change was booked twice.</summary>
    private const string WrongSeries =
        """
        select count(*)
        from (
            select sum(delta) as booked, count(*) as rows, min(connection_id::text) as connection, asset_id
            from transactions group by connection_id, asset_id
        ) series
        left join lateral (
            select sum(quantity) as held from balances b
            where b.connection_id = series.connection::uuid and b.asset_id = series.asset_id and not b.dust
        ) now on true
        where series.booked is distinct from now.held or series.rows <> 1
        """;

    private static readonly string[] Unlimited =
    [
        "--Exchanges:Binance:ApiWeightPerMinute=10000000", "--Exchanges:Binance:SapiWeightPerMinute=10000000",
        "--Exchanges:Binance:PriceAge=00:01:00", "--Sync:PersonRequestExpiresAfter=00:00:01",
        "--Sync:RequestExpiresAfter=00:00:20", "--Sync:Lease=00:00:10", "--Sync:DownAfter=1000",
    ];

    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_of_a_thousand_leaves_none_unsynced_and_books_none_twice()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, Unlimited);
        await system.ControlAsync(
            HttpMethod.Put, "limits", new { apiWeightPerMinute = 100_000_000, sapiWeightPerMinute = 100_000_000 });
        await ConnectAsync(system, Thousand);
        // Without it, all could be done before this test has seen that some are.
        await system.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "slow", pathPrefix = "/api/v3/account", delayMs = 500 });

        // On a slow machine the first one could be done before the other one is ready.
        var starting = WorkerProcess.StartAsync(system.WorkerSettings);
        await using var killed = await WorkerProcess.StartAsync(system.WorkerSettings);
        await system.UntilCountAsync(Unsynced, left => left < Thousand * 3 / 4);
        await killed.KillAsync();
        Assert.True(await system.Database.ReadAsync<int>(Unsynced) > 0, "It was killed too late to be in the middle.");
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await using var other = await starting;
        await system.UntilCountAsync(Unsynced, left => left is 0);

        Assert.Equal(0, await system.Database.ReadAsync<long>(Overlapping));
        Assert.Equal(0, await system.Database.ReadAsync<long>(WrongSeries));
        Assert.Equal(
            Thousand, await system.Database.ReadAsync<long>("select count(distinct connection_id) from transactions"));
    }

    [Fact]
    public async Task Of_two_workers_one_fires_at_each_tick()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        var ticks = new FiredTicks();
        foreach (var worker in new[] { await system.StartWorkerAsync(), await system.StartWorkerAsync() })
            await ticks.ListenAsync(worker);

        await ticks.UntilSeenAsync(5);

        Assert.Distinct(ticks.Seen);
    }

    private static async Task ConnectAsync(RunningSystem system, int count)
    {
        var accounts = await system.NumberedAccountsAsync(count);
        await Parallel.ForEachAsync(accounts, Cancel, async (account, _) =>
            Assert.Equal(202, (await system.PostAsync("connections", account)).Status));
    }

    /// <summary>When the sweep was due, each time a worker fired it.</summary>
    private sealed class FiredTicks : IJobListener
    {
        private readonly Lock gate = new();
        private readonly List<DateTimeOffset?> seen = [];

        public string Name => "fired-ticks";

        public IReadOnlyList<DateTimeOffset?> Seen
        {
            get
            {
                lock (gate)
                    return [.. seen];
            }
        }

        public async Task ListenAsync(IHost worker)
        {
            var scheduler = await worker.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancel);
            scheduler.ListenerManager.AddJobListener(this);
        }

        public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            if (context.JobDetail.Key.Name is "request-due-syncs")
            {
                lock (gate)
                    seen.Add(context.ScheduledFireTimeUtc);
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask JobExecutionVetoed(
            IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;

        public ValueTask JobWasExecuted(
            IJobExecutionContext context, JobExecutionException? jobException,
            CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;

        public async Task UntilSeenAsync(int count)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (Seen.Count < count)
                await timer.WaitForNextTickAsync(Cancel);
        }
    }
}
