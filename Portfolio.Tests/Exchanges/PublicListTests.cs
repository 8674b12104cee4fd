using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Tests.Exchanges;

/// <summary>When a list is used, refused, believed after all, and too old.</summary>
public sealed class PublicListTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider services =
        new ServiceCollection().AddMetrics().AddSingleton<ListMetrics>().BuildServiceProvider();

    private readonly PublicList<string> list;
    private readonly ListCounts counts;

    public PublicListTests()
    {
        counts = new ListCounts(services);
        list = new PublicList<string>(
            new ListTerms("binance", "prices", TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)),
            clock,
            services.GetRequiredService<ListMetrics>(),
            NullLogger.Instance);
    }

    public void Dispose()
    {
        counts.Dispose();
        services.Dispose();
    }

    [Theory]
    [InlineData(100, 0, 100, 0, true)]
    [InlineData(100, 0, 80, 20, true)]
    [InlineData(100, 0, 79, 21, false)]
    [InlineData(100, 0, 80, 0, true)]
    [InlineData(100, 0, 79, 0, false)]
    [InlineData(100, 0, 1000, 0, true)]
    [InlineData(30, 0, 21, 0, true)]
    [InlineData(30, 0, 20, 0, false)]
    [InlineData(5, 0, 1, 4, true)]
    public async Task A_list_is_refused_when_a_considerable_part_is_unreadable_or_gone(
        int rows, int unreadable, int nextRows, int nextUnreadable, bool used)
    {
        await ReadAsync("first", rows, unreadable);

        var next = await ReadAsync("next", nextRows, nextUnreadable);

        Assert.Equal(used ? ("next", false) : ("first", true), (next.Value, next.IsOld));
        Assert.Equal((unreadable + nextUnreadable, used ? 0 : 1), (counts.Unreadable, counts.Refused));
    }

    [Fact]
    public async Task A_first_list_that_is_unreadable_for_a_considerable_part_is_no_list()
    {
        var first = await ReadAsync("first", 70, 30);

        Assert.Null(first.Value);
        Assert.Equal(ErrorKinds.ExchangeUnavailable, first.Failure?.Kind);
    }

    [Fact]
    public async Task A_list_that_has_stayed_so_for_an_hour_is_believed()
    {
        await ReadAsync("whole", 100);
        await ReadAsync("half", 50);
        clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("whole", (await ReadAsync("half", 55)).Value);
        clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(("half", false), ((await ReadAsync("half", 52)).Value, (await ReadAsync("half", 52)).IsOld));
        Assert.Equal("whole", (await ReadAsync("whole", 100)).Value);
    }

    [Fact]
    public async Task A_list_that_keeps_shrinking_is_not_stable()
    {
        await ReadAsync("whole", 100);
        await ReadAsync("half", 50);
        clock.Advance(TimeSpan.FromMinutes(59));
        await ReadAsync("ruin", 10);
        clock.Advance(TimeSpan.FromMinutes(59));

        Assert.Equal("whole", (await ReadAsync("ruin", 10)).Value);
    }

    [Fact]
    public async Task A_good_list_in_between_begins_the_hour_again()
    {
        await ReadAsync("whole", 100);
        await ReadAsync("half", 50);
        await ReadAsync("whole", 100);
        clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal("whole", (await ReadAsync("half", 50)).Value);
    }

    [Fact]
    public async Task Unreadable_rows_that_were_believed_once_are_not_held_against_the_next_list()
    {
        await ReadAsync("odd", 70, 30);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("odd", (await ReadAsync("odd", 70, 30)).Value);

        Assert.Equal(("odd again", false), ((await ReadAsync("odd again", 70, 31)).Value, list.Latest is "odd"));
    }

    [Fact]
    public async Task The_last_good_one_serves_until_it_is_too_old()
    {
        await ReadAsync("good", 100);
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(("good", true), await FailAsync());

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((null, true), await FailAsync());
        Assert.Equal("new", (await ReadAsync("new", 90)).Value);
    }

    [Fact]
    public async Task A_slow_list_is_not_awaited_while_the_last_good_one_serves()
    {
        var answer = new TaskCompletionSource<ListReading<string>>();
        await ReadAsync("good", 100);
        clock.Advance(TimeSpan.FromSeconds(10));

        var waiting = list.GetAsync(() => answer.Task, Cancel);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(("good", true), ((await waiting).Value, (await waiting).IsOld));

        answer.SetResult(new ListReading<string>("late", 100, 0));
        Assert.Equal("late", (await list.GetAsync(() => answer.Task, Cancel)).Value);
    }

    private Task<Listed<string>> ReadAsync(string value, int rows, int unreadable = 0)
    {
        clock.Advance(TimeSpan.FromSeconds(10));
        var reading = new ListReading<string>(value, rows, unreadable);
        return list.GetAsync(() => Task.FromResult(reading), Cancel);
    }

    private async Task<(string? Value, bool IsOld)> FailAsync()
    {
        var listed = await list.GetAsync(
            () => throw new ExchangeException(ErrorKinds.ExchangeUnavailable, "503", "Down."), Cancel);
        return (listed.Value, listed.IsOld);
    }
}
