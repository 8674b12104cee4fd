using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Reads from Binance, for all users: signed where a key is given.</summary>
internal sealed partial class BinanceClient : IDisposable
{
    private const string Exchange = "Binance";

    private readonly string baseUrl;
    private readonly int recvWindow;
    private readonly TimeProvider clock;
    private readonly ILogger<BinanceClient> logger;
    private readonly ExchangeHttp http;
    private readonly ExchangePause pause;
    private readonly ExchangeCalls calls;
    private readonly ServerClock serverClock;

    public BinanceClient(IOptions<BinanceOptions> options, TimeProvider clock, ILogger<BinanceClient> logger)
    {
        var settings = options.Value;
        (this.clock, this.logger) = (clock, logger);
        (baseUrl, recvWindow) = (settings.BaseUrl.AbsoluteUri.TrimEnd('/'), settings.RecvWindow);
        http = new ExchangeHttp(Exchange, settings.ConnectTimeout, settings.MaxResponseBytes);
        pause = new ExchangePause(clock);
        calls = new ExchangeCalls(
            Exchange,
            http,
            pause,
            new CallPolicy(settings.AttemptTimeout, settings.TotalTimeout, settings.Retries),
            clock,
            BinanceErrors.NeedsConfirming,
            Refuse);
        serverClock = new ServerClock(
            Exchange, clock, () => GetAsync("/api/v3/time", "", ReadTime, CancellationToken.None), logger);
    }

    /// <param name="query">Percent-encoded, without question mark; empty for none.</param>
    public Task<T> GetAsync<T>(string path, string query, ReadBody<T> read, CancellationToken ct) =>
        calls.AskAsync(new ExchangeCall<T>(path, _ => Unsigned(path, query), read), ct);

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

    /// <exception cref="JsonException">Not a time.</exception>
    public static DateTimeOffset ReadTime(ReadOnlySpan<byte> body) =>
        ClockOffset.Time(JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceTimeBody)?.ServerTime)
        ?? throw new JsonException("The answer holds no time.");

    private Task<T> SignedAsync<T>(
        HttpMethod method,
        string path,
        string query,
        ApiCredentials credentials,
        ReadBody<T> read,
        CancellationToken ct) =>
        calls.AskAtServerTimeAsync(
            new ExchangeCall<T>(path, offset => Signed(method, path, query, credentials, offset), read),
            serverClock,
            ct);

    private ExchangeException Refuse(string path, ExchangeAnswer answer, Exception? fault)
    {
        var (ownCode, text) = BinanceErrors.Read(answer.Body);
        var kind = BinanceErrors.KindOf(answer.Status, ownCode);
        var code = (ownCode is < 0 ? ownCode.Value : (int)answer.Status).ToString(CultureInfo.InvariantCulture);
        return new ExchangeException(
            kind,
            code,
            fault is not null && ownCode is not < 0
                ? $"{Exchange} answered {path} unreadably."
                : $"{Exchange} answered {path} with HTTP {(int)answer.Status}, code {code}.",
            kind is ErrorKinds.RateLimited ? Pause(answer, text, code) : null,
            fault)
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
        if (!ExchangeHttp.IsHeaderText(credentials.ApiKey))
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
        new(method, ExchangeHttp.AsWritten(baseUrl + pathAndQuery));

    [LoggerMessage(LogLevel.Warning, "Binance is not called before {Until}: it answered {Status} with code {Code}")]
    private partial void LogPaused(DateTimeOffset until, int status, string code);
}
