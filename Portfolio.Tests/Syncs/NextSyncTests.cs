using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Syncs;

public sealed class NextSyncTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly SyncOptions Options = new();

    [Theory]
    [InlineData(0.0, 57)]
    [InlineData(0.5, 60)]
    public void A_success_is_followed_by_the_interval_give_or_take_a_twentieth(double chance, int minutes) =>
        Assert.Equal(Noon.AddMinutes(minutes), NextSync.AfterSuccess(Noon, 60, null, chance));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(6, 60)]
    [InlineData(5_000, 60)]
    public void Each_failure_doubles_the_wait_up_to_the_ceiling(int failures, int minutes) =>
        Assert.Equal(Noon.AddMinutes(minutes), NextSync.AfterFailure(Noon, failures, null, Options, 0.5));

    [Fact]
    public void A_time_that_is_nearer_than_the_backoff_does_not_shorten_it() =>
        Assert.Equal(Noon.AddMinutes(4), NextSync.AfterFailure(Noon, 2, Noon.AddSeconds(2), Options, 0.5));

    [Fact]
    public void An_exchange_that_names_a_time_gets_no_request_before_it()
    {
        var named = Noon.AddHours(3);

        Assert.InRange(NextSync.AfterFailure(Noon, 0, named, Options, 0.9), named, named.AddSeconds(5));
    }
}
