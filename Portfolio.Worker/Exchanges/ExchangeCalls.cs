using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Timeout;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Makes a value of a body; throws a JSON, format, text or overflow exception for another kind of body.
/// </summary>
internal delegate T ReadBody<out T>(ReadOnlySpan<byte> body);

/// <summary>Turns an answer that is no value into an exception, and starts the pause that it demands, if any.</summary>
/// <param name="path">Without the query, fit for a text.</param>
/// <param name="fault">Why a 200 could not be read; null for another status.</param>
internal delegate Task<ExchangeException> Refuse(string path, ExchangeAnswer answer, Exception? fault);

/// <summary>The weight used of a request's bucket in its window, by the exchange's report; null without one.</summary>
internal delegate int? ReadUsage(HttpResponseHeaders headers, RequestCost cost);

/// <summary>One request to an exchange.</summary>
/// <param name="Path">For texts: they name the path and never the query.</param>
/// <param name="NewRequest">Called for every attempt, just before it is sent.</param>
internal sealed record ExchangeCall<T>(
    string Path, Func<MeasuredTime, HttpRequestMessage> NewRequest, ReadBody<T> Read)
{
    /// <summary>The bytes of its answer that are read; one with more of them is no answer.</summary>
    public required int MostBytes { get; init; }

    /// <summary>Waits before each attempt until it may be sent; null: at once.</summary>
    public Func<CancellationToken, Task>? Turn { get; init; }

    /// <summary>The cost of each attempt against a limit that all workers share; null where none is shared.</summary>
    public RequestCost? Cost { get; init; }

    /// <summary>The reservation of its sync; null where it belongs to no sync, or nothing is reserved.</summary>
    public BudgetReservation? Reservation { get; init; }

    /// <summary>A limit around the call, which stands still with the call's own; null: none.</summary>
    public ExchangeTime? Within { get; init; }
}

/// <summary>
/// Sends requests to one host of an exchange, for all users: bounded in time, tried again where that helps, paid for
/// before each attempt, held back while the exchange demands a pause, and turned into a value or an
/// <see cref="ExchangeException"/>. The limits bound the exchange alone; a failure of our database leaves as what it
/// is, after as long as its statement may take.
/// </summary>
/// <param name="confirms">As in <see cref="CallPolicy.Attempts"/>.</param>
/// <param name="usage">Null where the exchange does not report it.</param>
internal sealed class ExchangeCalls(
    string exchange,
    ExchangeHttp http,
    IRequestBudget budget,
    CallPolicy policy,
    TimeProvider clock,
    Predicate<ExchangeException> confirms,
    Refuse refuse,
    ReadUsage? usage = null)
{
    /// <summary>
    /// How much longer than the limit around it a call waits for the server's clock: that reading waits for our
    /// database, too, and fails by itself where the database does not answer for so long.
    /// </summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(45);

    private readonly ResiliencePipeline attempts = policy.Attempts(clock, confirms);
    private readonly ResiliencePipeline attempt = policy.Attempt(clock);

    public Task<T> SendAsync<T>(ExchangeCall<T> call, CancellationToken ct) =>
        BoundedAsync(call, time => TryAsync(call, MeasuredTime.None, time), ct);

    /// <summary>
    /// By the server's clock. If the server finds the time wrong, it is measured again and the call tried once more.
    /// </summary>
    public Task<T> SendAtServerTimeAsync<T>(ExchangeCall<T> call, ServerClock server, CancellationToken ct) =>
        BoundedAsync(
            call,
            async time =>
            {
                var measured = await ClockAsync(call, time, server.MeasuredAsync);
                try
                {
                    return await TryAsync(call, measured, time);
                }
                catch (ExchangeException skew) when (skew.Kind is ErrorKinds.ClockSkew)
                {
                    var learned = await ClockAsync(call, time, token => server.RelearnAsync(measured, token));
                    return await TryAsync(call, learned, time);
                }
            },
            ct);

    private async Task<T> BoundedAsync<T>(
        ExchangeCall<T> call, Func<ExchangeTime, Task<T>> send, CancellationToken ct)
    {
        using var time = new ExchangeTime(policy.TotalTimeout, clock, ct, call.Within);
        try
        {
            return await send(time);
        }
        catch (TimeoutRejectedException late)
        {
            throw Late(call.Path, late);
        }
        catch (OperationCanceledException late) when (time.IsOver && !ct.IsCancellationRequested)
        {
            throw Late(call.Path, late);
        }
    }

    private ExchangeException Late(string path, Exception late) =>
        new(ErrorKinds.ExchangeUnavailable, null, $"{exchange} did not answer {path} in time.", null, late);

    /// <summary>
    /// Another call reads it, for all callers, within a limit of its own. Its time is not this call's, because it may
    /// be waiting for our database; only a limit around this call ends the wait before that one does.
    /// </summary>
    private async Task<MeasuredTime> ClockAsync<T>(
        ExchangeCall<T> call, ExchangeTime time, Func<CancellationToken, Task<MeasuredTime>> read)
    {
        var atMost = call.Within?.AtMost + ClockMargin ?? Timeout.InfiniteTimeSpan;
        try
        {
            return await time.OutsideAsync(() => read(time.Token).WaitAsync(atMost, clock, time.Token));
        }
        catch (TimeoutException late)
        {
            throw Late(call.Path, late);
        }
    }

    private async Task<T> TryAsync<T>(ExchangeCall<T> call, MeasuredTime measured, ExchangeTime time) =>
        await attempts.ExecuteAsync(async _ => await AttemptAsync(call, measured, time), time.Token);

    private async Task<T> AttemptAsync<T>(ExchangeCall<T> call, MeasuredTime measured, ExchangeTime time)
    {
        if (await time.OutsideAsync(() => PayAsync(call, time.Token)) is { } refusal)
            throw NotSentException.Of(refusal);

        using var request = call.NewRequest(measured);
        var sentAt = clock.GetUtcNow();
        using var answer = await attempt.ExecuteAsync(
            async token => await http.SendAsync(request, call.MostBytes, token), time.Token);
        if (call.Cost is { } cost && usage?.Invoke(answer.Headers, cost) is { } reported)
            await time.OutsideAsync(() => budget.CorrectAsync(cost.Bucket, reported, sentAt, time.Token));

        return answer.Status is HttpStatusCode.OK
            ? await ParseAsync(call, answer, time)
            : throw await time.OutsideAsync(() => refuse(call.Path, answer, null));
    }

    private async Task<BudgetRefusal?> PayAsync<T>(ExchangeCall<T> call, CancellationToken ct)
    {
        if (call.Turn is { } turn)
            await turn(ct);

        return await budget.SpendAsync(call.Cost, call.Reservation, ct);
    }

    private async Task<T> ParseAsync<T>(ExchangeCall<T> call, ExchangeAnswer answer, ExchangeTime time)
    {
        try
        {
            return call.Read(answer.Body);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
            or ArithmeticException or ArgumentException or NotSupportedException)
        {
            throw await time.OutsideAsync(() => refuse(call.Path, answer, fault));
        }
    }
}
