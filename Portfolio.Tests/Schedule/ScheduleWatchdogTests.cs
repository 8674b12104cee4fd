using Microsoft.Extensions.Logging;
using Portfolio.Tests.Clocks;
using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Schedule;

namespace Portfolio.Tests.Schedule;

public sealed class ScheduleWatchdogTests : IDisposable
{
    private readonly SteppedClock clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CapturedLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_repair_that_fails_keeps_neither_the_others_nor_itself_from_the_next_turn()
    {
        var (failing, other) = (new CountedRepair(fails: true), new CountedRepair(fails: false));
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var watchdog = new ScheduleWatchdog([failing, other], clock, logs.CreateLogger<ScheduleWatchdog>());
        await watchdog.StartAsync(Cancel);

        await Eventually.TrueAsync(() =>
        {
            clock.Step(TimeSpan.FromHours(-2));
            clock.Advance(ScheduleWatchdog.Every);
            return Task.FromResult(other.Count >= 2);
        });

        await watchdog.StopAsync(Cancel);
        Assert.InRange(failing.Count, other.Count, other.Count + 1);
        Assert.Equal(failing.Count, log.Lines.Count(line => line.StartsWith(
            "Warning CountedRepair failed; it is tried again in seconds", StringComparison.Ordinal)));
    }

    private sealed class CountedRepair(bool fails) : IScheduleRepair
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public Task RepairAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref count);
            return fails ? throw new InvalidOperationException("It cannot be set right.") : Task.CompletedTask;
        }
    }
}
