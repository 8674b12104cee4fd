using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Makes a value of a body; a JSON, format, text or overflow exception says that it is another body.</summary>
internal delegate T ReadBody<out T>(ReadOnlySpan<byte> body);

/// <summary>
/// Reads from Binance, for all users: signed where a key is given, tried again where that helps, and turned into a
/// value or an <see cref="ExchangeException"/>, whose text names the path and never the query.
/// </summary>
internal sealed partial class BinanceClient : IDisposable
{
    private const string Exchange = "Binance";

    // The bytes that are sent must be the bytes that were signed.
    private static readonly UriCreationOptions AsWritten =
        new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string baseUrl;
    private readonly int recvWindow;
    private readonly TimeProvider clock;
    private readonly ILogger<BinanceClient> logger;
    private readonly ExchangeHttp http;
    private readonly ExchangePause pause;
    private readonly BinanceClock serverClock;
    private readonly ResiliencePipeline total;
    private readonly ResiliencePipeline attempts;

    public BinanceClient(IOptions<BinanceOptions> options, TimeProvider clock, ILogger<BinanceClient> logger)
    {
        var settings = options.Value;
        (this.clock, this.logger) = (clock, logger);
        (baseUrl, recvWindow) = (settings.BaseUrl.AbsoluteUri.TrimEnd('/'), settings.RecvWindow);
        http = new ExchangeHttp(Exchange, settings.ConnectTimeout, settings.MaxResponseBytes);
        pause = new ExchangePause(clock);
        serverClock = new BinanceClock(
            clock, () => GetAsync("/api/v3/time", "", BinanceClock.ReadTime, CancellationToken.None), logger);

        var policy = new CallPolicy(settings.AttemptTimeout, settings.TotalTimeout, settings.Retries);
        total = policy.Total(clock);
        attempts = policy.Attempts(clock, BinanceErrors.NeedsConfirming);
    }

    /// <param name="query">Percent-encoded, without question mark; empty for none.</param>
    public Task<T> GetAsync<T>(string path, string query, ReadBody<T> read, CancellationToken ct) =>
        BoundedAsync(path, token => TryAsync(path, () => Unsigned(path, query), read, token), ct);

    /// <summary>As <see cref="GetAsync"/>, with a user's key; each attempt is signed anew, with its own time.</summary>
    public Task<T> GetSignedAsync<T>(
        string path, string query, ApiCredentials credentials, ReadBody<T> read, CancellationToken ct) =>
        SignedAsync(HttpMethod.Get, path, query, credentials, read, ct);

    /// <summary>
    /// As <see cref="GetSignedAsync"/>, for the readings that Binance made POST. The parameters still go in the query,
    /// and since nothing is changed there, it is repeated as freely.
    /// </summary>
    public Task<T> PostSignedAsync<T>(
        string path, string query, ApiCredentials credentials, ReadBody<T> read, CancellationToken ct) =>
        SignedAsync(HttpMethod.Post, path, query, credentials, read, ct);

    public void Dispose() => http.Dispose();

    private Task<T> SignedAsync<T>(
        HttpMethod method,
        string path,
        string query,
        ApiCredentials credentials,
        ReadBody<T> read,
        CancellationToken ct) =>
        BoundedAsync(
            path,
            async token =>
            {
                var offset = await serverClock.OffsetAsync(token);
                try
                {
                    return await TryAsync(path, () => Signed(method, path, query, credentials, offset), read, token);
                }
                catch (ExchangeException skew) when (skew.Kind is ErrorKinds.ClockSkew)
                {
                    offset = await serverClock.RelearnAsync(offset, token);
                    return await TryAsync(path, () => Signed(method, path, query, credentials, offset), read, token);
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
                ErrorKinds.ExchangeUnavailable, null, $"{Exchange} did not answer {path} in time.", null, timeout);
        }
    }

    private async Task<T> TryAsync<T>(
        string path, Func<HttpRequestMessage> request, ReadBody<T> read, CancellationToken ct) =>
        await attempts.ExecuteAsync(async token => await AttemptAsync(path, request, read, token), ct);

    private async Task<T> AttemptAsync<T>(
        string path, Func<HttpRequestMessage> newRequest, ReadBody<T> read, CancellationToken ct)
    {
        if (pause.Until is { } until)
        {
            throw new ExchangeException(
                ErrorKinds.RateLimited, null, $"{Exchange} wants a pause; nothing is sent before {until:u}.", until);
        }

        using var request = newRequest();
        using var answer = await http.SendAsync(request, ct);
        return answer.Status is HttpStatusCode.OK ? Parse(path, answer, read) : throw Failure(path, answer);
    }

    private T Parse<T>(string path, ExchangeAnswer answer, ReadBody<T> read)
    {
        try
        {
            return read(answer.Body);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
            or OverflowException)
        {
            throw BinanceErrors.Read(answer.Body).Code is < 0
                ? Failure(path, answer)
                : new ExchangeException(
                    ErrorKinds.ExchangeUnavailable, "200", $"{Exchange} answered {path} unreadably.", null, fault);
        }
    }

    private ExchangeException Failure(string path, ExchangeAnswer answer)
    {
        var (ownCode, text) = BinanceErrors.Read(answer.Body);
        var kind = BinanceErrors.KindOf(answer.Status, ownCode);
        var code = (ownCode is < 0 ? ownCode.Value : (int)answer.Status).ToString(CultureInfo.InvariantCulture);
        return new ExchangeException(
            kind,
            code,
            $"{Exchange} answered {path} with HTTP {(int)answer.Status}, code {code}.",
            kind is ErrorKinds.RateLimited ? Pause(answer, text, code) : null)
        {
            MayBeTransient = ErrorKinds.IsRefusal(kind) && BinanceErrors.MayBeTransient(ownCode),
        };
    }

    private DateTimeOffset Pause(ExchangeAnswer answer, string? text, string code)
    {
        var now = clock.GetUtcNow() + serverClock.Ahead;
        var wait = answer.RetryAfter?.Delta ?? (answer.RetryAfter?.Date - now);
        var retryAt = BinanceErrors.RetryAt(answer.Status, text, wait, now, Random.Shared.NextDouble());
        var until = retryAt - serverClock.Ahead;
        if (pause.Extend(until))
            LogPaused(until, (int)answer.Status, code);

        return pause.Until ?? until;
    }

    private HttpRequestMessage Unsigned(string path, string query) =>
        NewRequest(HttpMethod.Get, query.Length == 0 ? path : $"{path}?{query}");

    private HttpRequestMessage Signed(
        HttpMethod method, string path, string query, ApiCredentials credentials, ClockOffset offset)
    {
        // Sent as it is, it would fail in the middle of the connection, as if that were at fault.
        if (credentials.ApiKey.Length == 0 || credentials.ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ExchangeException(ErrorKinds.InvalidCredentials, null, "No API key looks like this one.");

        var timestamp = (clock.GetUtcNow() + offset.Ahead).ToUnixTimeMilliseconds();
        var separator = query.Length == 0 ? "" : "&";
        var signed = string.Create(
            CultureInfo.InvariantCulture, $"{query}{separator}recvWindow={recvWindow}&timestamp={timestamp}");
        var signature = BinanceSignature.Sign(credentials.ApiSecret, signed);
        var request = NewRequest(method, $"{path}?{signed}&signature={signature}");
        request.Headers.TryAddWithoutValidation("X-MBX-APIKEY", credentials.ApiKey);
        return request;
    }

    private HttpRequestMessage NewRequest(HttpMethod method, string pathAndQuery) =>
        new(method, new Uri(baseUrl + pathAndQuery, AsWritten));

    [LoggerMessage(LogLevel.Warning, "Binance is not called before {Until}: it answered {Status} with code {Code}")]
    private partial void LogPaused(DateTimeOffset until, int status, string code);
}
