using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Portfolio.Storage.Budgets;
using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Exchanges.Binance;
using Portfolio.Tests.Exchanges.Okx;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;
using Settings = Microsoft.Extensions.Options.Options;

namespace Portfolio.Tests.Budgets;

/// <summary>Why a sync is deferred, by the budgets and the health that workers share in one database.</summary>
[NeedsServers]
public sealed class AdmissionTests : IDisposable
{
    private const string Egress = "unnamed";

    private static readonly DateTimeOffset LateInTheMinute = new(2026, 11, 24, 12, 0, 42, TimeSpan.Zero);
    private static readonly DateTimeOffset InAnHour = LateInTheMinute.AddHours(1);

    private readonly PostgresServer postgres;
    private readonly FakeTimeProvider clock = new(LateInTheMinute);
    private readonly CapturedLog log = new();
    private readonly ServiceProvider binance;
    private readonly ServiceProvider okx;

    public AdmissionTests(PostgresServer postgres)
    {
        var unreachable = new Uri("http://127.0.0.1:1");
        this.postgres = postgres;
        binance = BinanceFixture.Services(clock, log, ("BaseUrl", $"{unreachable}"));
        okx = OkxFixture.Services(clock, log, OkxFixture.Hosts(unreachable));
    }

    private IExchange Binance => binance.GetRequiredService<IExchange>();

    private IExchange Okx => okx.GetRequiredService<IExchange>();

    public void Dispose()
    {
        binance.Dispose();
        okx.Dispose();
        log.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sync_that_finds_the_budget_used_up_is_deferred_for_it(bool scheduled)
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var largest = Binance.SyncCosts.OrderByDescending(cost => cost.Weight).First();
        Assert.Null(await Budgets(stores).Of("binance").SpendAsync(
            largest with { Weight = largest.Bucket.Limit }, null, Cancel));

        await using var admission = await Worker(stores).AdmitAsync(Binance, null, scheduled, true, Cancel);

        Assert.Equal(DeferralReason.BudgetExhausted, admission.Deferral?.Reason);
        Assert.Null(admission.Deferral?.ReasonEndsAt);
    }

    [Fact]
    public async Task A_scheduled_sync_that_may_skip_wallets_has_not_paid_for_them()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var worker = Worker(stores);
        var earn = Binance.Expensive?.Costs.Select(cost => cost.Bucket.Name) ?? [];

        await using var skipping = await worker.AdmitAsync(Binance, null, scheduled: true, fullReading: false, Cancel);
        await using var full = await worker.AdmitAsync(Binance, null, scheduled: true, fullReading: true, Cancel);
        await using var manual = await worker.AdmitAsync(Binance, null, scheduled: false, fullReading: false, Cancel);

        Assert.Equal(2, earn.Count());
        Assert.NotNull(skipping.MaySkip);
        Assert.Null(full.MaySkip);
        Assert.Null(manual.MaySkip);
        Assert.Empty(Paid(skipping).Intersect(earn));
        Assert.Equal(earn, Paid(full).Intersect(earn));
        Assert.Equal(earn, Paid(manual).Intersect(earn));

        static IEnumerable<string> Paid(Admission admission) =>
            admission.Reservation?.Unused.Select(spending => spending.Bucket).Order() ?? Enumerable.Empty<string>();
    }

    [Fact]
    public async Task A_scheduled_sync_is_deferred_for_the_pause_of_its_exchange_and_a_persons_is_not()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await stores.Worker<HealthStore>().PauseAsync("binance", Egress, InAnHour, Cancel);

        await using var scheduled = await Worker(stores).AdmitAsync(
            Binance, null, scheduled: true, fullReading: true, Cancel);
        await using var manual = await Worker(stores).AdmitAsync(
            Binance, null, scheduled: false, fullReading: true, Cancel);

        Assert.Equal(
            (DeferralReason.ExchangePaused, InAnHour), (scheduled.Deferral?.Reason, scheduled.Deferral?.ReasonEndsAt));
        Assert.Null(manual.Deferral);
    }

    [Fact]
    public async Task A_scheduled_sync_is_deferred_for_an_outage_until_the_probe_is_due()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await TakeDownAsync(stores, "binance", probeAt: InAnHour);

        await using var admission = await Worker(stores).AdmitAsync(
            Binance, null, scheduled: true, fullReading: true, Cancel);

        Assert.Equal(
            (DeferralReason.ExchangeDown, InAnHour), (admission.Deferral?.Reason, admission.Deferral?.ReasonEndsAt));
    }

    [Fact]
    public async Task A_scheduled_sync_that_loses_the_probe_to_another_worker_is_deferred_for_that()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await TakeDownAsync(stores, "binance", probeAt: LateInTheMinute);
        await using var source = NpgsqlDataSource.Create(stores.Database.Owner);
        await using var other = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await using var stop = new NpgsqlCommand("lock table request_budgets in exclusive mode", other, transaction);
        await stop.ExecuteNonQueryAsync(Cancel);

        var admitting = Worker(stores).AdmitAsync(Binance, null, scheduled: true, fullReading: true, Cancel);
        await stores.UntilSomebodyWaitsAsync();
        var minute = TimeSpan.FromMinutes(1);
        Assert.NotNull(await stores.Worker<HealthStore>().TakeProbeAsync(
            "binance", Egress, LateInTheMinute, minute, minute, Cancel));
        await transaction.RollbackAsync(Cancel);
        await using var admission = await admitting;

        Assert.Equal(DeferralReason.ProbeTaken, admission.Deferral?.Reason);
        Assert.All(
            await stores.Worker<BudgetStore>().UsageAsync("binance", Egress, Cancel),
            bucket => Assert.Equal((0, 0), bucket.In(LateInTheMinute.AddSeconds(-42), TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public async Task A_probe_that_is_given_back_is_the_next_syncs()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await TakeDownAsync(stores, "binance", probeAt: LateInTheMinute);
        var worker = Worker(stores);
        await using var refused = await worker.AdmitAsync(Binance, null, scheduled: true, fullReading: true, Cancel);

        await worker.GiveProbeBackAsync(refused, Cancel);
        await worker.GiveProbeBackAsync(refused, Cancel);
        await using var next = await Worker(stores).AdmitAsync(
            Binance, null, scheduled: true, fullReading: true, Cancel);

        Assert.Null(next.Deferral);
        Assert.Equal(refused.Probe, next.Probe);
    }

    [Fact]
    public async Task A_sync_whose_region_is_not_known_is_deferred_for_the_reason_that_ends_first()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await stores.Worker<HealthStore>().PauseAsync("okx", Egress, InAnHour, Cancel);
        await TakeDownAsync(stores, "okx:eea", probeAt: InAnHour.AddMinutes(-1));
        await stores.Worker<HealthStore>().PauseAsync("okx:eea", Egress, InAnHour.AddMinutes(-2), Cancel);
        await stores.Worker<HealthStore>().PauseAsync("okx:us", Egress, InAnHour, Cancel);

        await using var admission = await Worker(stores).AdmitAsync(
            Okx, null, scheduled: true, fullReading: true, Cancel);

        Assert.Equal(
            (DeferralReason.ExchangeDown, InAnHour.AddMinutes(-1)),
            (admission.Deferral?.Reason, admission.Deferral?.ReasonEndsAt));
    }

    [Fact]
    public void A_sync_that_has_begun_is_deferred_for_the_request_that_could_not_be_sent()
    {
        var paused = NotSentException.Of(new BudgetRefusal("binance", null, InAnHour));
        var spent = NotSentException.Of(new BudgetRefusal("binance", "api", InAnHour));

        Assert.Equal(new Deferral(DeferralReason.ExchangePaused, InAnHour, InAnHour), Deferral.Of(paused));
        Assert.Equal(new Deferral(DeferralReason.BudgetExhausted, InAnHour), Deferral.Of(spent));
    }

    private static async Task TakeDownAsync(Stores stores, string place, DateTimeOffset probeAt) =>
        await stores.Worker<HealthStore>().CountOutageAsync(place, Egress, openAfter: 1, probeAt, Cancel);

    private HealthCache Health(Stores stores) => new(stores.Worker<HealthStore>(), Egress, clock);

    private RequestBudgets Budgets(Stores stores) => new(
        stores.Worker<BudgetStore>(), stores.Worker<HealthStore>(), Health(stores),
        Settings.Create(new EgressOptions()), clock, NullLogger<RequestBudget>.Instance);

    private SyncAdmission Worker(Stores stores) => new(
        Budgets(stores),
        stores.Worker<HealthStore>(),
        Health(stores),
        Settings.Create(new EgressOptions()),
        Settings.Create(new SyncOptions()),
        clock,
        NullLogger<SyncAdmission>.Instance);
}
