using Portfolio.Api.Portfolios;
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
            [Row(First, -10, "100"), Row(Second, -8, "50"), Row(First, -2, "120")], From, Now, 171, []);

        Assert.Equal([100m, 150m, 170m, 171m], series.Select(point => point.Value));
        Assert.Equal([true, true, false, false], series.Select(point => point.Joined));
    }

    [Fact]
    public void It_begins_with_the_earlier_values()
    {
        var series = ValueSeries.Of([Row(First, -30, "100"), Row(First, -2, "120")], From, Now, 120, []);

        Assert.Equal((From, 100m), (series[0].At, series[0].Value));
        Assert.False(series[0].Joined);
    }

    [Fact]
    public void A_line_whose_last_account_joined_in_its_first_tenth_begins_there()
    {
        var series = ValueSeries.Of(
            [Row(First, -20, "100"), Row(Second, -19, "50"), Row(First, -2, "120")], From, Now, 171, []);

        Assert.Equal([150m, 170m, 171m], series.Select(point => point.Value));
    }

    [Fact]
    public void Without_a_sync_there_is_nothing_to_draw() => Assert.Empty(ValueSeries.Of([], From, Now, 0, []));

    [Fact]
    public void The_recorded_value_of_a_day_is_at_its_end_and_none_is_from_the_future()
    {
        PortfolioValueRow[] days = [Day(3, "90"), Day(4, "95")];

        var point = Assert.Single(ValueSeries.OfDays(days, Now));

        Assert.Equal((Now.Date, 90m), (point.At.DateTime, point.Value));
    }

    [Fact]
    public void After_recorded_days_it_goes_on_with_the_values_of_connections_that_were_there_before()
    {
        var days = ValueSeries.OfDays([Day(1, "80"), Day(2, "90")], Now);

        var series = ValueSeries.Of(
            [Row(First, -12, "100"), Row(First, -8, "110"), Row(Second, -8, "50")], days[^1].At, Now, 171, days);

        Assert.Equal([80m, 90m, 100m, 160m, 171m], series.Select(point => point.Value));
        Assert.Equal([false, false, false, true, false], series.Select(point => point.Joined));
    }

    private static PortfolioValueRow Day(int day, string usd) =>
        new() { Day = new DateTime(2026, 7, day), ValueUsd = usd };

    private static ConnectionValueRow Row(Guid connection, int hours, string usd) =>
        new() { ConnectionId = connection, At = Now.AddHours(hours), ValueUsd = usd };
}
