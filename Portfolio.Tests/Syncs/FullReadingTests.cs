using CsCheck;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Syncs;

/// <summary>When the expensive wallets of an account are read, whatever the cheaper answers show.</summary>
public sealed class FullReadingTests
{
    private static readonly TimeSpan Bound = new SyncOptions().FullReadingEvery;

    [Fact]
    public void No_change_is_missed_longer_than_the_bound_or_one_interval_if_that_is_longer() =>
        Gen.Select(Gen.Int[15, 1440], Gen.Double[0, 1].Array[200], Gen.Double[0, 1]).Sample((minutes, chances, when) =>
        {
            var times = Times(minutes, chances);
            var changedAt = Account.Noon + ((times[^60] - Account.Noon) * when);
            var allowed = Longer(Bound, TimeSpan.FromMinutes(minutes) * NextSync.LongestOfInterval);

            // The worst case: no cheaper answer ever shows a change.
            DateTimeOffset? read = null;
            foreach (var at in times.TakeWhile(at => !(read > changedAt)))
                read = FullReading.IsDue(Claim(at, read, minutes), Bound) ? at : read;

            Assert.True(read > changedAt, "The change was never read.");
            Assert.True(read - changedAt <= allowed, $"The change was missed for {read - changedAt}.");
        });

    [Fact]
    public void A_connection_with_the_default_interval_reads_all_every_fifth_time() => Assert.Equal(
        [true, false, false, false, false, true],
        Enumerable.Range(0, 6).Select(hour =>
            FullReading.IsDue(Claim(Account.Noon.AddHours(hour), hour is 0 ? null : Account.Noon, 60), Bound)));

    [Fact]
    public void A_reading_of_the_future_proves_nothing() =>
        Assert.True(FullReading.IsDue(Claim(Account.Noon, Account.Noon.AddHours(2), 60), Bound));

    [Fact]
    public void With_a_bound_of_zero_every_sync_reads_all() =>
        Assert.True(FullReading.IsDue(Claim(Account.Noon, Account.Noon.AddSeconds(-1), 15), TimeSpan.Zero));

    [Fact]
    public void Wallets_are_skipped_only_after_a_complete_run_that_left_no_doubt()
    {
        var certain = Claim(Account.Noon, Account.Noon.AddHours(-1), 60);

        Assert.True(FullReading.MayBeSkipped(certain, Bound));
        Assert.False(FullReading.MayBeSkipped(certain with { LastOutcome = RunOutcomes.Partial }, Bound));
        Assert.False(FullReading.MayBeSkipped(certain with { LastOutcome = null }, Bound));
        Assert.False(FullReading.MayBeSkipped(certain with { Evidence = new() { Contradiction = "{}" } }, Bound));
        Assert.False(FullReading.MayBeSkipped(
            certain with { Evidence = new() { EmptiedSince = Account.Noon } }, Bound));
        Assert.False(FullReading.MayBeSkipped(certain with { FullReadingAt = null }, Bound));
    }

    private static List<DateTimeOffset> Times(int minutes, IEnumerable<double> chances)
    {
        var times = new List<DateTimeOffset> { Account.Noon };
        foreach (var chance in chances)
            times.Add(NextSync.AfterSuccess(times[^1], minutes, null, chance));
        return times;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static Claim Claim(DateTimeOffset at, DateTimeOffset? fullReadingAt, int minutes) => new()
    {
        ConnectionId = Guid.Empty,
        UserId = Guid.Empty,
        Exchange = "binance",
        Request = 1,
        Fence = 1,
        Trigger = "scheduled",
        StartedAt = at,
        AttemptedAt = at,
        Unseal = () => throw new InvalidOperationException("No key is needed here."),
        SyncIntervalMinutes = minutes,
        Failures = 0,
        LastOutcome = RunOutcomes.Succeeded,
        FullReadingAt = fullReadingAt,
        Balances = [],
    };
}
