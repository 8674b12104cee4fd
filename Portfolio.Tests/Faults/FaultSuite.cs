using System.Globalization;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Faults;

/// <summary>
/// <c>./test.sh --faults</c>: three workers and two APIs on servers of their own, and one fault after the other. The
/// other tests leave it out.
/// </summary>
[NeedsServers]
public sealed class FaultSuite
{
    private const string Variables = "PORTFOLIO_FAULT_";

    /// <summary>Half of the kinds; which ones, the seed decides.</summary>
    private const int ShortForm = 24;

    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_and_nothing_stops_whatever_fails()
    {
        var seed = Number("SEED") ?? Random.Shared.Next(1, 1_000_000);
        Console.WriteLine($"Seed {seed}: --seed {seed} repeats this sequence of faults.");
        await using var supervisor = Supervisor.Start();
        var servers = await supervisor.AskAsync("servers");
        await using var postgres = new PostgresServer();
        var database = await postgres.RunningAsync(servers[0]);
        await PostgresServer.MigrateAsync(database.Owner);
        var broker = await RabbitMqServer.RunningAsync(new Uri(servers[1]), new Uri(servers[2]));
        await using var system = await FaultSystem.StartAsync(supervisor, database, broker, workers: 3, apis: 2);
        var minutes = Number("MINUTES");
        await using var run = new FaultRun(
            system, seed, Kinds(hasDisk: servers is [_, _, _, "full-disk"]));
        await run.BeginAsync();
        try
        {
            await run.RunAsync(
                Number("COUNT") ?? (minutes is null ? ShortForm : int.MaxValue),
                TimeSpan.FromMinutes(minutes ?? int.MaxValue));
        }
        finally
        {
            foreach (var line in run.Table())
                Console.WriteLine(line);
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(Variables + variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static Fault[] Kinds(bool hasDisk)
    {
        if (!hasDisk)
            Console.WriteLine("Only root may mount a small disk: the full disk is left out.");
        return
        [
            .. ProcessFaults.All, .. DatabaseFaults.All, .. BrokerFaults.OfTheServer, .. BrokerFaults.OfTheVirtualHost,
            .. ExchangeFaults.All, .. NetworkFaults.All, .. hasDisk ? [DatabaseFaults.FullDisk] : (Fault[])[],
        ];
    }
}
