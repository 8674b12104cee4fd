using Microsoft.Extensions.Time.Testing;
using Portfolio.Worker.Syncs;
using Settings = Microsoft.Extensions.Options.Options;

namespace Portfolio.Tests.Syncs;

public sealed class ScheduleGateTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly ScheduleGate gate;

    public ScheduleGateTests() => gate = new ScheduleGate(Settings.Create(new SyncOptions { Concurrency = 2 }), clock);

    [Fact]
    public async Task As_many_syncs_run_as_are_configured_and_the_next_begins_when_one_ends()
    {
        var first = await gate.EnterAsync(Cancel);
        using var second = await gate.EnterAsync(Cancel);
        var third = gate.EnterAsync(Cancel);
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        using (await third)
            Assert.False(gate.EnterAsync(Cancel).IsCompleted);
    }

    [Theory]
    [InlineData(50, 2)]
    [InlineData(250, 2)]
    [InlineData(1_500, 12)]
    [InlineData(60_000, 16)]
    public async Task More_run_the_longer_the_exchange_takes(int milliseconds, int limit)
    {
        await SyncAsync(64, milliseconds);

        Assert.Equal(limit, gate.Limit);
    }

    [Fact]
    public async Task One_slow_sync_among_quick_ones_does_not_count()
    {
        await SyncAsync(63, 100);
        await SyncAsync(1, 60_000);
        Assert.Equal(2, gate.Limit);

        await SyncAsync(64, 1_000);
        Assert.Equal(8, gate.Limit);
    }

    [Fact]
    public async Task A_sync_that_is_cancelled_while_it_waits_takes_no_turn()
    {
        using var over = new CancellationTokenSource();
        var first = await gate.EnterAsync(Cancel);
        using var second = await gate.EnterAsync(Cancel);
        var cancelled = gate.EnterAsync(over.Token);
        var next = gate.EnterAsync(Cancel);

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        first.Dispose();

        (await next).Dispose();
    }

    private async Task SyncAsync(int count, int milliseconds)
    {
        for (var number = 0; number < count; number++)
        {
            using (await gate.EnterAsync(Cancel))
                clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }
    }
}
