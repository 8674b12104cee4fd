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
internal delegate Task<ExchangeException> Refuse(
    string path, ExchangeAnswer answer, Exception? fault, CancellationToken ct);

/// <summary>The weight used of a request's bucket in its window, by the exchange's report; null without one.</summary>
internal delegate int? ReadUsage(HttpResponseHeaders headers, RequestCost cost);

/// <summary>One request to an exchange.</summary>
/// <param name="Path">For texts: they name the path and never the query.</param>
/// <param name="NewRequest">Called for every attempt, just before it is sent.</param>
internal sealed record ExchangeCall<T>(
    string Path, Func<MeasuredTime, HttpRequestMessage> NewRequest, ReadBody<T> Read)
{
    /// <summary>Waits before each attempt until it may be sent; null: at once.</summary>
    public Func<CancellationToken, Task>? Turn { get; init; }

    /// <summary>The cost of each attempt against a limit that all workers share; null where none is shared.</summary>
    public RequestCost? Cost { get; init; }

    /// <summary>The reservation of its sync; null where it belongs to no sync, or nothing is reserved.</summary>
    public BudgetReservation? Reservation { get; init; }
}

/// <summary>
/// Sends requests to one host of an exchange, for all users: bounded in time, tried again where that helps, paid for
/// before each attempt, held back while the exchange demands a pause, and turned into a value or an
/// <see cref="ExchangeException"/>.
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
    private readonly ResiliencePipeline total = policy.Total(clock);
    private readonly ResiliencePipeline attempts = policy.Attempts(clock, confirms);

    public Task<T> SendAsync<T>(ExchangeCall<T> call, CancellationToken ct) =>
        BoundedAsync(call.Path, token => TryAsync(call, MeasuredTime.None, token), ct);

    /// <summary>
    /// By the server's clock. If the server finds the time wrong, it is measured again and the call tried once more.
    /// </summary>
    public Task<T> SendAtServerTimeAsync<T>(ExchangeCall<T> call, ServerClock server, CancellationToken ct) =>
        BoundedAsync(
            call.Path,
            async token =>
            {
                var time = await server.MeasuredAsync(token);
                try
                {
                    return await TryAsync(call, time, token);
                }
                catch (ExchangeException skew) when (skew.Kind is ErrorKinds.ClockSkew)
                {
                    return await TryAsync(call, await server.RelearnAsync(time, token), token);
                }
            },
            ct);

    private async Task<T> BoundedAsync<T>(string path, Func<CancellationToken, Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await total.ExecuteAsync(async token => await call(token), ct);
        }
        catch (TimeoutRejectedException timeout)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, $"{exchange} did not answer {path} in time.", null, timeout);
        }
    }

    private async Task<T> TryAsync<T>(ExchangeCall<T> call, MeasuredTime time, CancellationToken ct) =>
        await attempts.ExecuteAsync(async token => await AttemptAsync(call, time, token), ct);

    private async Task<T> AttemptAsync<T>(ExchangeCall<T> call, MeasuredTime time, CancellationToken ct)
    {
        if (call.Turn is { } turn)
            await turn(ct);

        if (await budget.SpendAsync(call.Cost, call.Reservation, ct) is { } refusal)
            throw NotSentException.Of(refusal);

        using var request = call.NewRequest(time);
        var sentAt = clock.GetUtcNow();
        using var answer = await http.SendAsync(request, ct);
        if (call.Cost is { } cost && usage?.Invoke(answer.Headers, cost) is { } reported)
            await budget.CorrectAsync(cost.Bucket, reported, sentAt, ct);

        return answer.Status is HttpStatusCode.OK
            ? await ParseAsync(call, answer, ct)
            : throw await refuse(call.Path, answer, null, ct);
    }

    private async Task<T> ParseAsync<T>(ExchangeCall<T> call, ExchangeAnswer answer, CancellationToken ct)
    {
        try
        {
            return call.Read(answer.Body);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
            or ArithmeticException or ArgumentException or NotSupportedException)
        {
            throw await refuse(call.Path, answer, fault, ct);
        }
    }
}
