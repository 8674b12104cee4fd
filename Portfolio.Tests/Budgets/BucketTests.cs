using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

public sealed class BucketTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly Bucket bucket = new("api", 6_000, TimeSpan.FromMinutes(1));

    [Fact]
    public void A_window_is_the_exchanges_minute_and_begins_for_us_a_little_after_it_does()
    {
        var last = bucket.At(Noon.AddMilliseconds(499));
        var next = bucket.At(Noon.AddMilliseconds(500));

        Assert.Equal(Noon.AddMinutes(-1), last.StartedAt);
        Assert.Equal(Noon.AddMilliseconds(500), last.NextAt);
        Assert.Equal(Noon, next.StartedAt);
        Assert.Equal(Noon.AddSeconds(60.5), next.NextAt);
    }

    [Theory]
    [InlineData(58.4, false)]
    [InlineData(58.5, true)]
    [InlineData(60.4, true)]
    [InlineData(60.5, false)]
    public void Weight_spent_at_the_very_end_is_charged_to_the_next_window_too(double second, bool ending)
    {
        Assert.Equal(ending, bucket.At(Noon.AddSeconds(second)).IsEnding);
    }

    [Theory]
    [InlineData(0.5, 0.166)]
    [InlineData(20.5, 0.5)]
    [InlineData(50.5, 1)]
    [InlineData(55, 1)]
    [InlineData(55.5, 0)]
    public void The_schedules_share_grows_over_the_window_and_ends_before_it_does(double second, double ramp)
    {
        Assert.Equal(ramp, (double)bucket.At(Noon.AddSeconds(second)).Ramp, 0.001);
    }

    [Fact]
    public void A_short_window_has_a_short_guard()
    {
        var twoSeconds = new Bucket("/api/v5/public/time", 10, TimeSpan.FromSeconds(2));

        Assert.False(twoSeconds.At(Noon.AddSeconds(1.59)).IsEnding);
        Assert.True(twoSeconds.At(Noon.AddSeconds(1.6)).IsEnding);
    }
}
