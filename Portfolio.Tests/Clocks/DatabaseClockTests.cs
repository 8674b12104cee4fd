using Portfolio.Storage.Database;

namespace Portfolio.Tests.Clocks;

public sealed class DatabaseClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SteppedClock machine = new(Noon);
    private readonly DatabaseClock clock;

    public DatabaseClockTests() => clock = new DatabaseClock(machine);

    [Fact]
    public void Before_the_first_measurement_it_is_the_machines_time() => Assert.Equal(Noon, clock.GetUtcNow());

    [Fact]
    public void From_the_first_measurement_on_it_is_the_databases_time()
    {
        Assert.Equal(TimeSpan.FromHours(-2), Measure(Noon.AddHours(-2)));

        machine.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Noon.AddHours(-2).AddMinutes(5), clock.GetUtcNow());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void A_step_of_the_machines_clock_is_not_noticed(int hours)
    {
        Measure(Noon);

        machine.Step(TimeSpan.FromHours(hours));
        Assert.Equal(Noon, clock.GetUtcNow());
        machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Noon.AddSeconds(1), clock.GetUtcNow());
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(-7200)]
    [InlineData(-0.2)]
    [InlineData(0.01)]
    public void A_step_of_the_databases_clock_is_followed_at_once(double seconds)
    {
        Measure(Noon);

        Assert.Equal(TimeSpan.FromSeconds(seconds), Measure(Noon.AddSeconds(seconds)));

        Assert.Equal(Noon.AddSeconds(seconds), clock.GetUtcNow());
    }

    [Fact]
    public void A_small_difference_sets_no_clock_back_but_lets_it_wait()
    {
        Measure(Noon);
        Measure(Noon.AddMilliseconds(-40));
        Assert.Equal(Noon, clock.GetUtcNow());

        machine.Advance(TimeSpan.FromMilliseconds(30));
        Assert.Equal(Noon, clock.GetUtcNow());
        machine.Advance(TimeSpan.FromMilliseconds(30));

        Assert.Equal(Noon.AddMilliseconds(20), clock.GetUtcNow());
    }

    [Fact]
    public void A_measurement_is_of_the_middle_of_its_round_trip()
    {
        Measure(Noon.AddHours(1), TimeSpan.FromSeconds(1));

        Assert.Equal(Noon.AddHours(1).AddSeconds(0.5), clock.GetUtcNow());
    }

    [Fact]
    public void A_long_round_trip_changes_nothing_where_the_known_time_may_be_right()
    {
        Measure(Noon);

        Assert.Equal(TimeSpan.Zero, Measure(Noon.AddSeconds(4), TimeSpan.FromSeconds(4)));

        Assert.Equal(Noon.AddSeconds(4), clock.GetUtcNow());
    }

    [Fact]
    public void A_long_round_trip_counts_where_the_known_time_cannot_be_right()
    {
        Measure(Noon);

        Assert.Equal(TimeSpan.FromMinutes(1), Measure(Noon.AddSeconds(62), TimeSpan.FromSeconds(4)));

        Assert.Equal(Noon.AddSeconds(64), clock.GetUtcNow());
    }

    [Fact]
    public void Timestamps_and_timers_are_the_machines()
    {
        Measure(Noon.AddHours(-2));
        var (begunAt, rung) = (clock.GetTimestamp(), 0);
        using var timer = clock.CreateTimer(_ => rung++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), clock.GetElapsedTime(begunAt));
        Assert.Equal(1, rung);
    }

    private TimeSpan Measure(DateTimeOffset time, TimeSpan roundTrip = default)
    {
        var askedAt = clock.GetTimestamp();
        machine.Advance(roundTrip);
        return clock.Learn(time, askedAt, clock.GetTimestamp());
    }
}
