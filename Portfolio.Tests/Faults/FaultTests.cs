using Portfolio.Tests.Servers;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Faults;

/// <summary>
/// A few of the fault suite's faults, on the servers of the other tests. Its processes start again and again, which
/// would take the time that pages in a browser have to answer.
/// </summary>
[NeedsServers]
[Collection(nameof(Alone))]
public sealed class FaultTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private const int Seed = 1;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_stops_when_workers_die_and_networks_are_cut()
    {
        await using var database = await postgres.CreateAsync();
        await using var broker = await rabbitMq.CreateAsync();
        await using var supervisor = Supervisor.Start();
        await using var system = await FaultSystem.StartAsync(supervisor, database, broker, workers: 2, apis: 1);
        await using var run = new FaultRun(
            system, Seed,
            [ProcessFaults.KilledWorker, ProcessFaults.KilledAt(FatalStep.Stored), NetworkFaults.CutFromDatabase]);

        await run.BeginAsync();
        await run.RunAsync(3, TimeSpan.MaxValue);

        Assert.Equal(3, run.Survived);
    }
}
