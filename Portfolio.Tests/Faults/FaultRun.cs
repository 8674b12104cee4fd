using System.Diagnostics;

namespace Portfolio.Tests.Faults;

/// <summary>
/// A sequence of faults that follows from a seed: every kind once in a shuffled order, then every kind in another one.
/// After each fault the invariants are checked.
/// </summary>
internal sealed class FaultRun(FaultSystem system, int seed, IReadOnlyList<Fault> kinds) : IAsyncDisposable
{
    private const int Accounts = 8;

    private readonly Connected connected = new(system);
    private readonly Dictionary<string, List<TimeSpan>> recoveries = [];
    private Invariants? invariants;

    public int Survived => recoveries.Values.Sum(times => times.Count);

    /// <summary>Connects accounts, and waits until they are synced.</summary>
    public async Task BeginAsync()
    {
        invariants = new Invariants(system, connected);
        await connected.BeginAsync(Accounts);
        await invariants.UntilSyncedAsync();
        await invariants.HoldAsync();
    }

    public async Task RunAsync(int faults, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var (number, fault) in Sequence().Take(faults).Index())
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
                return;

            Console.Write($"{number + 1,5}  {fault.Kind}");
            try
            {
                var recovery = await StrikeAsync(fault, new Random(unchecked((seed * 7919) + number)));
                Console.WriteLine($": synced again after {recovery.TotalSeconds:0.0} s");
                RecoveriesOf(fault).Add(recovery);
            }
            catch (Exception lost)
            {
                Console.WriteLine($": not survived. {lost.Message}");
                throw;
            }
        }
    }

    /// <summary>How many faults of each kind were survived, and how long after each all was synced again.</summary>
    public IEnumerable<string> Table() =>
    [
        $"{"survived",8}  {"median",8}  {"longest",8}  kind",
        .. recoveries.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row =>
            $"{row.Value.Count,8}  {Median(row.Value),6:0.0} s  {row.Value.Max().TotalSeconds,6:0.0} s  {row.Key}"),
        $"{Survived,8}  faults survived, seed {seed}",
    ];

    public async ValueTask DisposeAsync()
    {
        if (invariants is not null)
            await invariants.DisposeAsync();
    }

    private Invariants Checks => invariants ?? throw new InvalidOperationException("The run has not begun.");

    private static double Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalSeconds;

    private IEnumerable<Fault> Sequence()
    {
        for (var round = 0; ; round++)
        {
            var order = kinds.ToArray();
            new Random(unchecked(seed + (round * 104_729))).Shuffle(order);
            foreach (var fault in order)
                yield return fault;
        }
    }

    private List<TimeSpan> RecoveriesOf(Fault fault) =>
        recoveries.TryGetValue(fault.Kind, out var times) ? times : recoveries[fault.Kind] = [];

    private async Task<TimeSpan> StrikeAsync(Fault fault, Random random)
    {
        Connected.Attempt? attempt = null;
        await fault.StrikeAsync(
            new Strike(system, random, async () => attempt = await connected.ActAsync(random)));
        var ended = Stopwatch.GetTimestamp();
        if (attempt is not null)
            await attempt.CompleteAsync();
        await Checks.UntilSyncedAsync();
        var recovery = Stopwatch.GetElapsedTime(ended);
        await Checks.HoldAsync();
        await connected.ForgetAsync();
        return recovery;
    }
}
