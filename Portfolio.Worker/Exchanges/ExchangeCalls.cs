using System.Net;
using System.Text.Json;
using Polly;
using Polly.Timeout;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>Makes a value of a body; a JSON, format, text or overflow exception says that it is another body.</summary>
internal delegate T ReadBody<out T>(ReadOnlySpan<byte> body);

/// <summary>Says what an answer that is no value means.</summary>
/// <param name="path">Without the query, fit for a text.</param>
/// <param name="fault">Why a 200 could not be read; null for another status.</param>
internal delegate ExchangeException Refuse(string path, ExchangeAnswer answer, Exception? fault);

/// <summary>One question to an exchange.</summary>
/// <param name="Path">For texts: they name the path and never the query.</param>
/// <param name="NewRequest">Called for every attempt, just before it is sent.</param>
internal sealed record ExchangeCall<T>(
    string Path, Func<ClockOffset, HttpRequestMessage> NewRequest, ReadBody<T> Read)
{
    /// <summary>Waits before each attempt until it may be sent; null: at once.</summary>
    public Func<CancellationToken, Task>? Turn { get; init; }
}

/// <summary>
/// Asks one host of an exchange, for all users: bounded in time, tried again where that helps, silent while the host
/// wants a pause, and turned into a value or an <see cref="ExchangeException"/>.
/// </summary>
/// <param name="confirms">As in <see cref="CallPolicy.Attempts"/>.</param>
internal sealed class ExchangeCalls(
    string exchange,
    ExchangeHttp http,
    ExchangePause pause,
    CallPolicy policy,
    TimeProvider clock,
    Predicate<ExchangeException> confirms,
    Refuse refuse)
{
    private readonly ResiliencePipeline total = policy.Total(clock);
    private readonly ResiliencePipeline attempts = policy.Attempts(clock, confirms);

    public Task<T> AskAsync<T>(ExchangeCall<T> call, CancellationToken ct) =>
        BoundedAsync(call.Path, token => TryAsync(call, ClockOffset.None, token), ct);

    /// <summary>
    /// By the server's clock. If that is not what we thought, it is learned again and the call tried once more.
    /// </summary>
    public Task<T> AskAtServerTimeAsync<T>(ExchangeCall<T> call, ServerClock server, CancellationToken ct) =>
        BoundedAsync(
            call.Path,
            async token =>
            {
                var offset = await server.OffsetAsync(token);
                try
                {
                    return await TryAsync(call, offset, token);
                }
                catch (ExchangeException skew) when (skew.Kind is ErrorKinds.ClockSkew)
                {
                    return await TryAsync(call, await server.RelearnAsync(offset, token), token);
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

    private async Task<T> TryAsync<T>(ExchangeCall<T> call, ClockOffset offset, CancellationToken ct) =>
        await attempts.ExecuteAsync(async token => await AttemptAsync(call, offset, token), ct);

    private async Task<T> AttemptAsync<T>(ExchangeCall<T> call, ClockOffset offset, CancellationToken ct)
    {
        if (call.Turn is { } turn)
            await turn(ct);

        if (pause.Until is { } until)
        {
            throw new ExchangeException(
                ErrorKinds.RateLimited, null, $"{exchange} wants a pause; nothing is sent before {until:u}.", until);
        }

        using var request = call.NewRequest(offset);
        using var answer = await http.SendAsync(request, ct);
        return answer.Status is HttpStatusCode.OK ? Parse(call, answer) : throw refuse(call.Path, answer, null);
    }

    private T Parse<T>(ExchangeCall<T> call, ExchangeAnswer answer)
    {
        try
        {
            return call.Read(answer.Body);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
            or OverflowException)
        {
            throw refuse(call.Path, answer, fault);
        }
    }
}
