using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Api.Pages.View;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Tests.Clocks;

/// <summary>What one process measures lasts as long as it should, though the clock is set meanwhile.</summary>
public sealed class SteppedClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SteppedClock clock = new(Noon);

    public static TheoryData<int> Hours => new(-2, 2);

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_pause_lasts_as_long_as_the_exchange_named(int hours)
    {
        var pause = new ExchangePause(clock);
        pause.Extend(Noon.AddSeconds(30));

        clock.Step(TimeSpan.FromHours(hours));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.NotNull(pause.Until);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(pause.Until);
    }

    [Fact]
    public void A_pause_after_the_clock_was_set_back_counts()
    {
        var pause = new ExchangePause(clock);
        pause.Extend(Noon.AddSeconds(30));
        clock.Step(TimeSpan.FromHours(-2));
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.True(pause.Extend(clock.GetUtcNow().AddSeconds(10)));

        Assert.Equal(clock.GetUtcNow().AddSeconds(10), pause.Until);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void The_exchanges_time_does_not_move_with_the_local_clock(int hours)
    {
        var exchange = new ExchangeClock(clock);
        exchange.Learn(new MeasuredTime(Noon.AddSeconds(7), clock.GetTimestamp()));

        clock.Step(TimeSpan.FromHours(hours));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Noon.AddSeconds(8), exchange.Now);
        Assert.Equal(Noon.AddHours(hours).AddSeconds(3), exchange.ToOurs(Noon.AddSeconds(10)));
    }

    [Fact]
    public void An_exchanges_count_is_news_also_in_a_window_of_a_clock_that_was_set_back()
    {
        var usage = new KnownUsage();
        usage.Learn("api", Noon.AddHours(2), 90);

        Assert.True(usage.Learn("api", Noon, 5));
        Assert.False(usage.Learn("api", Noon, 5));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task A_list_is_neither_old_nor_fresh_because_the_clock_was_set(int hours)
    {
        await using var services =
            new ServiceCollection().AddMetrics().AddSingleton<ListMetrics>().BuildServiceProvider();
        var list = new PublicList<string>(
            new ListTerms("binance", "pairs", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)), clock,
            services.GetRequiredService<ListMetrics>(), NullLogger.Instance);
        await ReadAsync("first");

        clock.Step(TimeSpan.FromHours(hours));
        Assert.Equal("first", await ReadAsync("second"));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("third", await ReadAsync("third"));

        async Task<string?> ReadAsync(string value) => (await list.GetAsync(
            () => Task.FromResult(new ListReading<string>(value, 100, 0)), Cancel)).Value;
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_prerendered_page_is_kept_for_seconds(int hours)
    {
        var (cache, user) = (new PrerenderCache(clock), Guid.CreateVersion7());
        cache.Keep(user, "page", "data");

        clock.Step(TimeSpan.FromHours(hours));
        Assert.Equal("data", cache.Take<string>(user, "page"));
        clock.Advance(TimeSpan.FromSeconds(16));

        Assert.Null(cache.Take<string>(user, "page"));
    }
}
