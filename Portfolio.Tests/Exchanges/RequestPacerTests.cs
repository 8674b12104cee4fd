using Microsoft.Extensions.Time.Testing;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges;

public sealed class RequestPacerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Calls_of_one_caller_follow_each_other_at_the_interval()
    {
        var spacing = new RequestPacer(clock);

        await spacing.WaitAsync("/a", 1, Second, Cancel);
        var second = spacing.WaitAsync("/a", 1, Second, Cancel);
        var third = spacing.WaitAsync("/a", 1, Second, Cancel);
        Assert.False(second.IsCompleted);

        clock.Advance(Second);
        await second;
        Assert.False(third.IsCompleted);

        clock.Advance(Second);
        await third;
    }

    [Fact]
    public async Task Other_callers_and_other_endpoints_do_not_wait()
    {
        var spacing = new RequestPacer(clock);

        await spacing.WaitAsync("/a", 1, Second, Cancel);
        await spacing.WaitAsync("/a", 2, Second, Cancel);
        await spacing.WaitAsync("/b", 1, Second, Cancel);
    }

    [Fact]
    public async Task Time_that_has_passed_is_not_waited_for_again()
    {
        var spacing = new RequestPacer(clock);

        await spacing.WaitAsync("/a", 1, Second, Cancel);
        clock.Advance(Second);
        await spacing.WaitAsync("/a", 1, Second, Cancel);
    }

    [Fact]
    public async Task Many_callers_are_forgotten_but_not_waiting_ones()
    {
        var spacing = new RequestPacer(clock);
        for (var caller = 0; caller < 5_000; caller++)
            await spacing.WaitAsync("/a", caller, caller is 0 ? TimeSpan.FromHours(1) : Second, Cancel);

        clock.Advance(Second);
        for (var caller = 5_000; caller < 10_000; caller++)
            await spacing.WaitAsync("/a", caller, Second, Cancel);

        Assert.False(spacing.WaitAsync("/a", 0, Second, Cancel).IsCompleted);
    }
}
