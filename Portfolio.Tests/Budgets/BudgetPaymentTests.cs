using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

/// <summary>How a worker pays: together for what comes at once, and only what is news.</summary>
[NeedsServers]
public sealed class BudgetPaymentTests(PostgresServer postgres) : BudgetTest(postgres)
{
    [Fact]
    public async Task Payments_that_come_while_one_is_on_its_way_are_made_together()
    {
        var worker = Worker();
        await SpendAsync(worker, new(Api, 1));
        using var trips = new RoundTrips(stores.Database);
        await using var held = await HoldAsync();
        var payments = new List<Task<BudgetReservation?>> { worker.ReserveAsync([new(Api, 1)], null, Cancel) };
        await stores.UntilSomebodyWaitsAsync();
        payments.AddRange(Enumerable.Range(0, 50).Select(_ => worker.ReserveAsync([new(Api, 1)], null, Cancel)));

        await held.RollbackAsync(Cancel);

        Assert.All(await Task.WhenAll(payments), Assert.NotNull);
        Assert.Equal((2, 52), (trips.Count, await UsedAsync("api")));
    }

    [Fact]
    public async Task A_person_is_served_before_the_schedule_though_the_schedule_came_first()
    {
        clock.Advance(TimeSpan.FromSeconds(42));
        var worker = Worker();
        await SpendAsync(worker, new(Api, 10));
        await using var held = await HoldAsync();
        var first = worker.ReserveAsync([new(Api, 10)], null, Cancel);
        await stores.UntilSomebodyWaitsAsync();
        var scheduled = Enumerable.Range(0, 10).Select(_ => worker.ReserveAsync([new(Api, 10)], 0.8m, Cancel)).ToList();
        var person = worker.ReserveAsync([new(Api, 30)], null, Cancel);

        await held.RollbackAsync(Cancel);

        Assert.NotNull(await first);
        Assert.NotNull(await person);
        Assert.Equal(5, (await Task.WhenAll(scheduled)).Count(reservation => reservation is not null));
        Assert.Equal(100, await UsedAsync("api"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_payment_that_is_answered_in_the_next_window_is_made_again_there(int used)
    {
        var worker = Worker();
        await SpendAsync(worker, new(Api, used));
        clock.Advance(TimeSpan.FromSeconds(50.4));
        await using var held = await HoldAsync();
        var payment = worker.SpendAsync(new(Api, 1), null, Cancel);
        await stores.UntilSomebodyWaitsAsync();
        clock.Advance(TimeSpan.FromSeconds(0.2));

        await held.RollbackAsync(Cancel);

        Assert.Null(await payment);
    }

    [Fact]
    public async Task A_reservation_is_void_after_its_window_though_the_clock_was_set_back()
    {
        var setBack = new SetBackClock(clock);
        var worker = Worker(time: setBack);
        var reservation = await worker.ReserveAsync([new(Api, 60)], null, Cancel);
        clock.Advance(TimeSpan.FromMinutes(1));
        setBack.By = TimeSpan.FromMinutes(1);

        await SpendAsync(worker, new(Api, 20), reservation);

        Assert.Equal(80, await UsedAsync("api"));
    }

    [Fact]
    public async Task A_count_that_is_no_news_costs_no_round_trip()
    {
        var worker = Worker();
        await SpendAsync(worker, new(Api, 20));
        using var trips = new RoundTrips(stores.Database);

        await worker.CorrectAsync(Api, 20, TenPastTheMinute, Cancel);
        Assert.Equal(0, trips.Count);

        await worker.CorrectAsync(Api, 30, TenPastTheMinute, Cancel);
        await worker.CorrectAsync(Api, 30, TenPastTheMinute, Cancel);
        Assert.Equal((1, 30), (trips.Count, await UsedAsync("api")));
    }

    [Fact]
    public async Task A_prepaid_sync_costs_one_round_trip_whatever_the_number_of_its_requests()
    {
        var worker = Worker();
        await SpendAsync(worker, new(Api, 1));
        await SpendAsync(worker, new(Earn, 1));
        using var trips = new RoundTrips(stores.Database);

        var reservation = await worker.ReserveAsync([new(Api, 20), new(Earn, 150)], null, Cancel);
        for (var request = 0; request < 5; request++)
        {
            await SpendAsync(worker, new(Api, 4), reservation);
            await SpendAsync(worker, new(Earn, 30), reservation);
        }

        Assert.Equal((1, 21, 151), (trips.Count, await UsedAsync("api"), await UsedAsync("earn")));
    }

    /// <summary>Keeps every payment waiting until it is rolled back.</summary>
    private async Task<NpgsqlTransaction> HoldAsync()
    {
        var connection = new NpgsqlConnection(stores.Database.Owner);
        await connection.OpenAsync(Cancel);
        var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var hold = new NpgsqlCommand(
            "lock table request_budgets in exclusive mode", connection, transaction);
        await hold.ExecuteNonQueryAsync(Cancel);
        return transaction;
    }

    /// <summary>Its time of day can be set back; its monotonic time cannot.</summary>
    private sealed class SetBackClock(FakeTimeProvider clock) : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - By;

        public override long GetTimestamp() => clock.GetTimestamp();
    }
}
