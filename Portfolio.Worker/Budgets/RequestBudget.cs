using Npgsql;
using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The budget of one exchange from one address, kept where all workers see it. A request is paid for before it is sent,
/// so no window exceeds its limit, even if the request fails.
/// </summary>
internal sealed partial class RequestBudget : IRequestBudget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WriteAgainAfter = TimeSpan.FromSeconds(2);

    private readonly string exchange;
    private readonly BudgetStore store;
    private readonly HealthStore health;
    private readonly HealthCache knownHealth;
    private readonly string address;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly KnownUsage usage = new();
    private readonly SpendQueue queue;

    // This process's own state: it holds even while the database does not answer.
    private readonly ExchangePause pause;

    public RequestBudget(
        string exchange, BudgetStore store, HealthStore health, HealthCache knownHealth, string address,
        TimeProvider clock, ILogger logger)
    {
        (this.exchange, this.store, this.health, this.knownHealth) = (exchange, store, health, knownHealth);
        (this.address, this.clock, this.logger) = (address, clock, logger);
        pause = new ExchangePause(clock);
        Clock = new ExchangeClock(clock);
        queue = new SpendQueue(exchange, address, store, Clock, usage, clock);
    }

    public ExchangeClock Clock { get; }

    public async Task<BudgetRefusal?> SpendAsync(
        RequestCost? cost, BudgetReservation? reservation, CancellationToken ct)
    {
        if (await FindPauseAsync(ct) is { } until)
            return new BudgetRefusal(exchange, null, until);
        if (cost is null)
            return null;

        var begunAt = clock.GetTimestamp();
        while (true)
        {
            // The database may answer when this window is over: then the next one pays at once.
            var nextAt = cost.Bucket.At(Clock.Now).NextAt;
            if (await TrySpendAsync(cost, reservation, ct))
                return null;

            var wait = Positive(nextAt - Clock.Now);
            if (wait > TimeSpan.Zero && wait > Patience - clock.GetElapsedTime(begunAt))
                return new BudgetRefusal(exchange, cost.Bucket.Name, Clock.ToOurs(nextAt));

            await Task.Delay(wait, clock, ct);
        }
    }

    public async Task CorrectAsync(Bucket bucket, int reported, DateTimeOffset sentAt, CancellationToken ct)
    {
        var window = bucket.At(Clock.FromOurs(sentAt)).StartedAt;
        if (window != bucket.At(Clock.Now).StartedAt || !usage.Learn(bucket.Name, window, reported))
            return;

        try
        {
            if (await store.CorrectAsync(exchange, address, bucket.Name, window, reported, ct) is { } used)
                usage.Learn(bucket.Name, window, used);
        }
        catch (NpgsqlException fault)
        {
            // The exchange's answer is good all the same, and its next one reports the count again.
            usage.Forget(bucket.Name);
            LogNotCorrected(fault, exchange);
        }
        catch
        {
            usage.Forget(bucket.Name);
            throw;
        }
    }

    public async Task<DateTimeOffset> PauseAsync(DateTimeOffset until)
    {
        pause.Extend(until);
        try
        {
            return await StorePauseAsync(until);
        }
        catch (NpgsqlException fault)
        {
            LogPausedAlone(fault, exchange, until);
            _ = StoreLaterAsync(until);
            return pause.Until ?? until;
        }
    }

    /// <summary>Pays for a whole sync in advance, all of it or nothing. Null: it does not fit.</summary>
    /// <param name="scheduledShare">
    /// The part of each limit that scheduled work may use, from 0 to 1; null: a person waits.
    /// </param>
    public Task<BudgetReservation?> ReserveAsync(
        IReadOnlyList<RequestCost> costs, decimal? scheduledShare, CancellationToken ct) =>
        costs.Count is 0
            ? Task.FromResult<BudgetReservation?>(BudgetReservation.Nothing)
            : queue.PayAsync(costs, scheduledShare, ct);

    /// <summary>What cannot be given back counts as spent until its window ends.</summary>
    public async Task GiveBackAsync(BudgetReservation reservation, CancellationToken ct)
    {
        if (reservation.Unused is not { Count: > 0 } unused)
            return;

        try
        {
            await store.GiveBackAsync(exchange, address, unused, ct);
        }
        catch (NpgsqlException fault)
        {
            LogNotGivenBack(fault, exchange);
        }
    }

    /// <summary>How many syncs of these costs the schedule may begin now.</summary>
    public async Task<int> CapacityAsync(
        IReadOnlyList<RequestCost> costs, decimal scheduledShare, CancellationToken ct)
    {
        if (costs.Count is 0)
            return int.MaxValue;

        var now = Clock.Now;
        var usage = (await store.UsageAsync(exchange, address, ct)).ToDictionary(bucket => bucket.Bucket);
        return costs.Min(cost =>
        {
            var spending = cost.SpendingAt(now, scheduledShare);
            var (used, scheduled) =
                usage.GetValueOrDefault(cost.Bucket.Name)?.In(spending.WindowStartedAt, cost.Bucket.Window) ?? (0, 0);
            var unused = Math.Min(spending.Limit - used, (spending.ScheduledShare ?? spending.Limit) - scheduled);
            return Math.Max(0, unused) / cost.Weight;
        });
    }

    /// <summary>
    /// When an interactive sync that does not fit can try again. Asked before its payment: the answer to that may come
    /// in the next window.
    /// </summary>
    public DateTimeOffset NextWindow(IReadOnlyList<RequestCost> costs) =>
        costs.Count is 0 ? clock.GetUtcNow() : costs.Max(cost => NextWindow(cost.Bucket));

    private DateTimeOffset NextWindow(Bucket bucket) => Clock.ToOurs(bucket.At(Clock.Now).NextAt);

    private async Task<bool> TrySpendAsync(RequestCost cost, BudgetReservation? reservation, CancellationToken ct) =>
        reservation?.Take(cost, cost.Bucket.At(Clock.Now)) is true
            || (await queue.PayAsync([cost], null, ct))?.Take(cost, cost.Bucket.At(Clock.Now)) is true;

    private async Task<DateTimeOffset?> FindPauseAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = pause.Until ?? (await knownHealth.FindAsync(exchange, ct)).PausedAt(now);
        if (until is { } end)
            pause.Extend(end);

        return until;
    }

    private async Task<DateTimeOffset> StorePauseAsync(DateTimeOffset until)
    {
        // The caller may give up; the other workers need it all the same.
        var end = await health.PauseAsync(exchange, address, until, CancellationToken.None);
        knownHealth.Forget(exchange);
        return end;
    }

    /// <summary>Until the database takes it, or the pause is over.</summary>
    private async Task StoreLaterAsync(DateTimeOffset until)
    {
        while (until > clock.GetUtcNow())
        {
            await Task.Delay(WriteAgainAfter, clock);
            try
            {
                await StorePauseAsync(until);
                return;
            }
            catch (NpgsqlException)
            {
                // Logged when the pause began.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static TimeSpan Positive(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    [LoggerMessage(LogLevel.Warning,
        "The pause of {Place} until {Until} could not be stored yet; only this worker keeps to it")]
    private partial void LogPausedAlone(Exception fault, string place, DateTimeOffset until);

    [LoggerMessage(LogLevel.Debug, "The count that {Place} reported could not be stored; its next answer has it again")]
    private partial void LogNotCorrected(Exception fault, string place);

    [LoggerMessage(LogLevel.Debug, "The unused budget of {Place} could not be given back; it counts as spent")]
    private partial void LogNotGivenBack(Exception fault, string place);
}
