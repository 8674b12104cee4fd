using Microsoft.Extensions.Time.Testing;
using Portfolio.Worker.Schedule;

namespace Portfolio.Tests.Schedule;

public sealed class RepairPaceTests
{
    private readonly FakeTimeProvider clock = new();

    [Theory]
    [InlineData(0.5, 10)]
    [InlineData(0.7, 5)]
    [InlineData(2, 1)]
    public async Task Work_that_takes_long_is_done_less_often(double seconds, int expected)
    {
        var pace = new RepairPace(clock);
        var done = 0;
        for (var turn = 0; turn < 10; turn++)
        {
            await pace.TryAsync(() => WorkAsync(seconds));
            clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(expected, done);

        Task WorkAsync(double takes)
        {
            done++;
            clock.Advance(TimeSpan.FromSeconds(takes));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Work_that_fails_rests_as_well()
    {
        var pace = new RepairPace(clock);

        await Assert.ThrowsAsync<TimeoutException>(() => pace.TryAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10.5));
            throw new TimeoutException();
        }));

        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.False(await pace.TryAsync(() => Task.CompletedTask));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await pace.TryAsync(() => Task.CompletedTask));
    }
}
