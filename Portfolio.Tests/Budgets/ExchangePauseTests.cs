using Microsoft.Extensions.Time.Testing;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

public sealed class ExchangePauseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pause_ends_at_its_time()
    {
        var clock = new FakeTimeProvider(Noon);
        var pause = new ExchangePause(clock);
        Assert.Null(pause.Until);

        Assert.True(pause.Extend(Noon.AddSeconds(30)));
        Assert.Equal(Noon.AddSeconds(30), pause.Until);

        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(pause.Until);
    }

    [Fact]
    public void An_earlier_end_does_not_shorten_a_pause()
    {
        var pause = new ExchangePause(new FakeTimeProvider(Noon));
        pause.Extend(Noon.AddHours(2));

        Assert.False(pause.Extend(Noon.AddMinutes(1)));
        Assert.Equal(Noon.AddHours(2), pause.Until);
    }
}
