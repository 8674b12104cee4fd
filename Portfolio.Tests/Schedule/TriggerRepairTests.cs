using Portfolio.Worker.Schedule;
using Quartz;
using Quartz.Extensibility;

namespace Portfolio.Tests.Schedule;

/// <summary>Which next times of a trigger its own rule allows.</summary>
public sealed class TriggerRepairTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, double, bool> NextTimes => new()
    {
        { "every 5 s", 4, false },
        { "every 5 s", 65, false },
        { "every 5 s", 71, true },
        { "every 5 s", 7_200, true },
        { "0 17 * * * ?", 17 * 60, false },
        { "0 17 * * * ?", 77 * 60, true },
        { "0 0 * * * ?", 0, false },
        { "0 0 * * * ?", 3_600, false },
        { "0 0 * * * ?", 7_200, true },
        { "15 * * * * ?", 15, false },
        { "15 * * * * ?", 75, false },
        { "15 * * * * ?", 135, true },
    };

    [Theory]
    [MemberData(nameof(NextTimes))]
    public void A_next_time_is_ahead_where_the_rule_has_an_earlier_one(string rule, double seconds, bool isAhead)
    {
        var trigger = Trigger(rule, DateTimeOffset.UnixEpoch);
        trigger.NextFireTimeUtc = Noon.AddSeconds(seconds);

        Assert.Equal(isAhead, TriggerRepair.IsAhead(trigger, Noon));
    }

    [Fact]
    public void A_trigger_that_begins_in_the_future_is_ahead() =>
        Assert.True(TriggerRepair.IsAhead(Trigger("15 * * * * ?", Noon.AddHours(2)), Noon));

    private static IOperableTrigger Trigger(string rule, DateTimeOffset start)
    {
        var builder = TriggerBuilder.Create().WithIdentity("test").StartAt(start);
        return (IOperableTrigger)(rule is "every 5 s"
            ? builder.WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromSeconds(5)).RepeatForever()).Build()
            : builder.WithCronSchedule(rule).Build());
    }
}
