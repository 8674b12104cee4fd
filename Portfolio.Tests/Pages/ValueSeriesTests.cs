using Portfolio.Api.Pages.Portfolios;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Tests.Pages;

public sealed class ValueSeriesTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset From = Now.AddDays(-1);
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    [Theory]
    [InlineData(1, 5)]
    [InlineData(60 * 24 * 3.5, 30)]
    [InlineData(60 * 24 * 365, 60)]
    public void A_week_of_a_portfolio_that_is_younger_is_drawn_as_finely_as_its_age_allows(
        double ageMinutes, int stepMinutes) =>
        Assert.Equal(
            TimeSpan.FromMinutes(stepMinutes),
            ValueSpan.All.Single(span => span.Name is "Week").StepFor(TimeSpan.FromMinutes(ageMinutes)));

    [Fact]
    public void A_value_is_the_sum_of_the_last_value_of_each_connection()
    {
        var series = ValueSeries.Of(
            [Row(First, -10, "100"), Row(Second, -8, "50"), Row(First, -2, "120")], From, Now, 171);

        Assert.Equal([100m, 150m, 170m, 171m], series.Select(point => point.Usd));
        Assert.Equal([true, true, false, false], series.Select(point => point.Joined));
    }

    [Fact]
    public void It_begins_with_the_earlier_values()
    {
        var series = ValueSeries.Of([Row(First, -30, "100"), Row(First, -2, "120")], From, Now, 120);

        Assert.Equal((From, 100m), (series[0].At, series[0].Usd));
        Assert.False(series[0].Joined);
    }

    [Fact]
    public void A_line_whose_last_account_joined_in_its_first_tenth_begins_there()
    {
        var series = ValueSeries.Of(
            [Row(First, -20, "100"), Row(Second, -19, "50"), Row(First, -2, "120")], From, Now, 171);

        Assert.Equal([150m, 170m, 171m], series.Select(point => point.Usd));
    }

    [Fact]
    public void Without_a_sync_there_is_nothing_to_draw() => Assert.Empty(ValueSeries.Of([], From, Now, 0));

    [Fact]
    public void The_value_of_a_day_is_at_its_end_and_today_has_the_current_one()
    {
        PortfolioValueRow[] days =
        [
            new() { Day = new DateTime(2026, 7, 3), ValueUsd = "90" },
                new() { Day = new DateTime(2026, 7, 4), ValueUsd = "95" },
        ];

        var series = ValueSeries.OfDays(days, Now, 97);

        Assert.Equal([(Now.Date, 90m), (Now.DateTime, 97m)], series.Select(point => (point.At.DateTime, point.Usd)));
    }

    private static ConnectionValueRow Row(Guid connection, int hours, string usd) =>
        new() { ConnectionId = connection, At = Now.AddHours(hours), ValueUsd = usd };
}
