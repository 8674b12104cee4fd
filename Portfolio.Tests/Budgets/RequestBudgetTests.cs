using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

/// <summary>Budgets of several workers over one database, at a time of the test's own.</summary>
[NeedsServers]
public sealed class RequestBudgetTests(PostgresServer postgres) : BudgetTest(postgres)
{
    [Fact]
    public async Task Workers_that_spend_at_once_never_spend_more_than_the_limit()
    {
        var workers = Enumerable.Range(0, 4).Select(_ => Worker()).ToList();

        var granted = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            workers[number % 4].ReserveAsync([new(Api, 3), new(Earn, 7)], null, Cancel)));

        Assert.Equal(33, granted.Count(reservation => reservation is not null));
        Assert.Equal((99, 231), (await UsedAsync("api"), await UsedAsync("earn")));
    }

    [Fact]
    public async Task Weight_that_does_not_fit_one_bucket_is_taken_from_none()
    {
        var worker = Worker();

        Assert.Null(await worker.ReserveAsync([new(Api, 101), new(Earn, 1)], null, Cancel));

        Assert.Equal((0, 0), (await UsedAsync("api"), await UsedAsync("earn")));
    }

    [Fact]
    public async Task The_next_minute_has_a_fresh_budget()
    {
        await SpendAsync(Worker(), new(Api, 100));
        clock.Advance(TimeSpan.FromMinutes(1));

        await SpendAsync(Worker(), new(Api, 100));

        Assert.Equal(100, await UsedAsync("api"));
    }

    [Fact]
    public async Task Weight_spent_in_the_last_moment_is_charged_to_both_minutes()
    {
        clock.Advance(TimeSpan.FromSeconds(49));
        await SpendAsync(Worker(), new(Api, 30));
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await Worker().ReserveAsync([new(Api, 71)], null, Cancel));
        Assert.NotNull(await Worker().ReserveAsync([new(Api, 70)], null, Cancel));
    }

    [Fact]
    public async Task The_minute_is_that_of_the_exchanges_clock()
    {
        var measured = Worker();
        measured.Clock.Learn(new MeasuredTime(clock.GetUtcNow().AddSeconds(55), clock.GetTimestamp()));
        await SpendAsync(Worker(), new(Api, 100));

        Assert.NotNull(await Worker().SpendAsync(new(Api, 1), null, Cancel));
        await SpendAsync(measured, new(Api, 100));
    }

    [Fact]
    public async Task A_spent_budget_says_when_its_next_window_begins()
    {
        await SpendAsync(Worker(), new(Api, 100));

        var refusal = await Worker().SpendAsync(new(Api, 1), null, Cancel);

        Assert.Equal(new BudgetRefusal("binance", "api", TenPastTheMinute.AddSeconds(50.5)), refusal);
    }

    [Fact]
    public async Task A_call_waits_for_a_window_that_begins_within_seconds()
    {
        var brief = new Bucket("short", 1, TimeSpan.FromSeconds(2));
        await SpendAsync(Worker(), new(brief, 1));

        await SpendAsync(
            Worker(time: new HurryingClock(clock, patience: TimeSpan.FromSeconds(5))), new(brief, 1));

        Assert.Equal(TenPastTheMinute.AddSeconds(2.1), clock.GetUtcNow());
    }

    [Fact]
    public async Task The_schedule_leaves_a_share_to_interactive_requests()
    {
        clock.Advance(TimeSpan.FromSeconds(42));

        Assert.Null(await Worker().ReserveAsync([new(Api, 81)], 0.8m, Cancel));
        Assert.NotNull(await Worker().ReserveAsync([new(Api, 80)], 0.8m, Cancel));
        Assert.Null(await Worker().ReserveAsync([new(Api, 1)], 0.8m, Cancel));
        Assert.NotNull(await Worker().ReserveAsync([new(Api, 20)], null, Cancel));
    }

    [Fact]
    public async Task Interactive_requests_use_the_rest_first_and_no_request_exceeds_the_limit()
    {
        clock.Advance(TimeSpan.FromSeconds(42));
        await SpendAsync(Worker(), new(Api, 20));
        Assert.Equal(8, await Worker().CapacityAsync([new(Api, 10)], 0.8m, Cancel));

        await SpendAsync(Worker(), new(Api, 30));
        Assert.Equal(5, await Worker().CapacityAsync([new(Api, 10)], 0.8m, Cancel));
        Assert.Null(await Worker().ReserveAsync([new(Api, 51)], 0.8m, Cancel));
        Assert.NotNull(await Worker().ReserveAsync([new(Api, 50)], 0.8m, Cancel));
    }

    [Fact]
    public async Task The_capacity_of_the_schedule_is_that_of_its_narrowest_bucket()
    {
        clock.Advance(TimeSpan.FromSeconds(42));
        await SpendAsync(Worker(), new(Earn, 550));

        Assert.Equal(4, await Worker().CapacityAsync([new(Api, 10), new(Earn, 100)], 0.8m, Cancel));
        Assert.Equal(int.MaxValue, await Worker().CapacityAsync([], 0.8m, Cancel));
    }

    [Fact]
    public async Task Prepaid_weight_is_not_paid_again_and_the_rest_is_given_back()
    {
        var worker = Worker();
        var reservation = await worker.ReserveAsync([new(Api, 60), new(Earn, 10)], null, Cancel);
        await SpendAsync(worker, new(Api, 20), reservation);

        await worker.GiveBackAsync(Assert.IsType<BudgetReservation>(reservation), Cancel);

        Assert.Equal((20, 0), (await UsedAsync("api"), await UsedAsync("earn")));
    }

    [Fact]
    public async Task Weight_prepaid_in_another_minute_is_paid_again()
    {
        var worker = Worker();
        var reservation = await worker.ReserveAsync([new(Api, 60)], null, Cancel);
        clock.Advance(TimeSpan.FromMinutes(1));

        await SpendAsync(worker, new(Api, 20), reservation);
        await worker.GiveBackAsync(Assert.IsType<BudgetReservation>(reservation), Cancel);

        Assert.Equal(20, await UsedAsync("api"));
    }

    [Fact]
    public async Task The_exchanges_own_count_is_believed_where_it_is_higher()
    {
        var worker = Worker();
        await SpendAsync(worker, new(Api, 20));

        await worker.CorrectAsync(Api, 10, TenPastTheMinute, Cancel);
        Assert.Equal(20, await UsedAsync("api"));

        await worker.CorrectAsync(Api, 95, TenPastTheMinute, Cancel);
        Assert.Null(await Worker().ReserveAsync([new(Api, 6)], null, Cancel));
    }

    [Fact]
    public async Task A_count_that_comes_with_the_next_minute_is_not_charged_to_it()
    {
        var worker = Worker();
        clock.Advance(TimeSpan.FromMinutes(1));
        await SpendAsync(worker, new(Api, 5));

        await worker.CorrectAsync(Api, 95, sentAt: TenPastTheMinute, Cancel);

        Assert.Equal(5, await UsedAsync("api"));
    }

    [Fact]
    public async Task A_reservation_in_the_last_moment_is_usable_and_its_rest_counts_in_no_window()
    {
        clock.Advance(TimeSpan.FromSeconds(49));
        var worker = Worker();
        var reservation = Assert.IsType<BudgetReservation>(
            await worker.ReserveAsync([new(Api, 30)], null, Cancel));
        await SpendAsync(worker, new(Api, 20), reservation);
        Assert.Equal(30, await UsedAsync("api"));

        await worker.GiveBackAsync(reservation, Cancel);

        Assert.Equal(20, await UsedAsync("api"));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull(await Worker().ReserveAsync([new(Api, 80)], null, Cancel));
    }

    [Fact]
    public async Task A_pause_keeps_every_worker_away_and_only_ever_grows()
    {
        await Worker().PauseAsync(TenPastTheMinute.AddMinutes(5));
        Assert.Equal(
            TenPastTheMinute.AddMinutes(5), await Worker().PauseAsync(TenPastTheMinute.AddMinutes(2)));

        var refusal = await Worker().SpendAsync(null, null, Cancel);

        Assert.Equal(new BudgetRefusal("binance", null, TenPastTheMinute.AddMinutes(5)), refusal);
        clock.Advance(TimeSpan.FromMinutes(5));
        await SpendAsync(Worker(), new(Api, 1));
    }

    [Fact]
    public async Task Another_address_has_a_separate_budget_and_separate_pauses()
    {
        await SpendAsync(Worker(), new(Api, 100));
        await Worker().PauseAsync(TenPastTheMinute.AddMinutes(5));

        await SpendAsync(Worker("203.0.113.7"), new(Api, 100));
    }
}
