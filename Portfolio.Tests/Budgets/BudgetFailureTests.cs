using Portfolio.Tests.Servers;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

/// <summary>A database that refuses a write of the budget, after the exchange has answered.</summary>
[NeedsServers]
public sealed class BudgetFailureTests(PostgresServer postgres) : BudgetTest(postgres)
{
    private const string Refuse =
        """
        create function refuse() returns trigger language plpgsql as $$
        begin
            raise exception 'refused' using errcode = '25006';
        end $$;
        create trigger refuse before insert or update on exchange_health for each row execute function refuse();
        create trigger refuse before update on request_budgets for each row execute function refuse();
        """;

    private const string Allow = "drop function refuse cascade";

    private static readonly DateTimeOffset InFiveMinutes = TenPastTheMinute.AddMinutes(5);

    [Fact]
    public async Task A_pause_that_cannot_be_stored_holds_in_its_process_and_is_stored_as_soon_as_it_can_be()
    {
        var worker = Worker();
        await OwnerAsync(Refuse);

        Assert.Equal(InFiveMinutes, await worker.PauseAsync(InFiveMinutes));

        Assert.Equal(new BudgetRefusal("binance", null, InFiveMinutes), await worker.SpendAsync(null, null, Cancel));
        Assert.Null(await Worker().SpendAsync(null, null, Cancel));
        await OwnerAsync(Allow);
        await Eventually.TrueAsync(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return await Worker().SpendAsync(null, null, Cancel) is not null;
        });
    }

    [Fact]
    public async Task A_count_that_cannot_be_stored_does_not_fail_the_answer_that_reported_it()
    {
        var worker = Worker();
        await SpendAsync(worker, new(Api, 10));
        await OwnerAsync(Refuse);

        await worker.CorrectAsync(Api, 40, clock.GetUtcNow(), Cancel);

        await OwnerAsync(Allow);
        await worker.CorrectAsync(Api, 40, clock.GetUtcNow(), Cancel);
        Assert.Equal(40, await UsedAsync("api"));
    }

    [Fact]
    public async Task A_budget_that_cannot_be_given_back_does_not_fail_its_sync()
    {
        var worker = Worker();
        var reservation = Assert.IsType<BudgetReservation>(await worker.ReserveAsync([new(Api, 30)], null, Cancel));
        await OwnerAsync(Refuse);

        await worker.GiveBackAsync(reservation, Cancel);

        Assert.Equal(30, await UsedAsync("api"));
    }

    private Task OwnerAsync(string sql) => TestDatabase.ExecuteAsync(stores.Database.Owner, sql);
}
