using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Credentials;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Reads from Binance, for all users: signed where a key is given.</summary>
internal sealed partial class BinanceClient : IDisposable
{
    private const string Exchange = "Binance";

    private readonly BinanceAddresses addresses;
    private readonly int recvWindow;
    private readonly TimeProvider clock;
    private readonly ILogger<BinanceClient> logger;
    private readonly ExchangeHttp http;
    private readonly IRequestBudget budget;
    private readonly BinanceLimits weights;
    private readonly ExchangeCalls calls;
    private readonly ServerClock serverClock;

    public BinanceClient(
        IOptions<BinanceOptions> options,
        BudgetOf budgetOf,
        TimeProvider clock,
        ILogger<BinanceClient> logger)
    {
        var settings = options.Value;
        (this.clock, this.logger) = (clock, logger);
        budget = budgetOf(ExchangeNames.Binance);
        weights = new BinanceLimits(settings);
        (addresses, recvWindow) = (new BinanceAddresses(settings), settings.RecvWindow);
        http = new ExchangeHttp(Exchange, settings.ConnectTimeout, settings.MaxResponseBytes);
        calls = new ExchangeCalls(
            Exchange,
            http,
            budget,
            new CallPolicy(settings.AttemptTimeout, settings.TotalTimeout, settings.Retries),
            clock,
            BinanceErrors.NeedsConfirming,
            RefuseAsync,
            BinanceLimits.ReadUsage);
        serverClock = new ServerClock(
            Exchange,
            budget.Clock,
            clock,
            () => GetAsync("/api/v3/time", "", ReadTime, CancellationToken.None),
            logger);
    }

    /// <summary>The weights that every sync spends.</summary>
    public IReadOnlyList<RequestCost> SyncCosts => weights.OfOneSync;

    /// <summary>The part of them that is spent on Simple Earn.</summary>
    public IReadOnlyList<RequestCost> EarnCosts => weights.OfEarn;

    /// <param name="query">Percent-encoded, without question mark; empty for none.</param>
    public Task<T> GetAsync<T>(string path, string query, ReadBody<T> read, CancellationToken ct) =>
        calls.SendAsync(
            new ExchangeCall<T>(path, _ => Unsigned(path, query), read)
            {
                MostBytes = BinanceLimits.MostBytes(path),
                Cost = weights.Of(path),
            },
            ct);

    /// <summary>As <see cref="GetAsync"/>, with a user's key; each attempt has its own time and signature.</summary>
    public Task<T> GetSignedAsync<T>(
        string path, string query, ExchangeKey key, ReadBody<T> read, CancellationToken ct) =>
        SignedAsync(HttpMethod.Get, path, query, key, read, ct);

    /// <summary>
    /// As <see cref="GetSignedAsync"/>, for the readings that Binance made POST. The parameters still go in the query,
    /// and since they change no state there, they are repeated as freely.
    /// </summary>
    public Task<T> PostSignedAsync<T>(
        string path, string query, ExchangeKey key, ReadBody<T> read, CancellationToken ct) =>
        SignedAsync(HttpMethod.Post, path, query, key, read, ct);

    public void Dispose() => http.Dispose();

    /// <exception cref="JsonException">Not a time.</exception>
    public static DateTimeOffset ReadTime(ReadOnlySpan<byte> body) =>
        MeasuredTime.Of(JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceTimeBody)?.ServerTime)
        ?? throw new JsonException("The answer holds no time.");

    private Task<T> SignedAsync<T>(
        HttpMethod method,
        string path,
        string query,
        ExchangeKey key,
        ReadBody<T> read,
        CancellationToken ct) =>
        calls.SendAtServerTimeAsync(
            new ExchangeCall<T>(path, time => Signed(method, path, query, key.Credentials, time), read)
            {
                MostBytes = BinanceLimits.MostBytes(path),
                Cost = weights.Of(path),
                Reservation = key.Reservation,
                Within = key.Time,
            },
            serverClock,
            ct);

    private async Task<ExchangeException> RefuseAsync(string path, ExchangeAnswer answer, Exception? fault)
    {
        var (ownCode, text) = BinanceErrors.Read(answer.Body);
        var kind = ownCode is not < 0 && BlockPage.IsOfCountry(answer.Body)
            ? ErrorKinds.RegionBlocked
            : BinanceErrors.KindOf(answer.Status, ownCode);
        var code = (ownCode is < 0 ? ownCode.Value : (int)answer.Status).ToString(CultureInfo.InvariantCulture);
        return new ExchangeException(
            kind,
            code,
            fault is not null && ownCode is not < 0
                ? $"{Exchange} answered {path} unreadably."
                : $"{Exchange} answered {path} with HTTP {(int)answer.Status}, code {code}.",
            kind is ErrorKinds.RateLimited ? await PauseAsync(answer, text, code) : null,
            fault)
        {
            MayBeTransient = ErrorKinds.IsRefusal(kind) && BinanceErrors.MayBeTransient(ownCode),
            Field = BinanceErrors.FieldOf(ownCode),
            Detail = BinanceErrors.DetailOf(kind, answer.Status, ownCode),
        };
    }

    private async Task<DateTimeOffset> PauseAsync(ExchangeAnswer answer, string? text, string code)
    {
        var now = budget.Clock.Now;
        var wait = answer.RetryAfter?.Delta ?? (answer.RetryAfter?.Date - now);
        var retryAt = BinanceErrors.RetryAt(answer.Status, text, wait, now, Random.Shared.NextDouble());
        var until = budget.Clock.ToOurs(retryAt);
        var pausedUntil = await budget.PauseAsync(until);
        if (pausedUntil == until)
            LogPaused(until, (int)answer.Status, code);

        return pausedUntil;
    }

    private HttpRequestMessage Unsigned(string path, string query) =>
        NewRequest(HttpMethod.Get, query.Length == 0 ? path : $"{path}?{query}");

    private HttpRequestMessage Signed(
        HttpMethod method, string path, string query, ApiCredentials credentials, MeasuredTime time)
    {
        if (!ExchangeHttp.IsHeaderText(credentials.ApiKey))
            throw new ExchangeException(ErrorKinds.InvalidCredentials, null, "No API key looks like this one.");

        var timestamp = time.Now(clock).ToUnixTimeMilliseconds();
        var separator = query.Length == 0 ? "" : "&";
        var signed = string.Create(
            CultureInfo.InvariantCulture, $"{query}{separator}recvWindow={recvWindow}&timestamp={timestamp}");
        var signature = BinanceSignature.Sign(credentials.ApiSecret, signed);
        var request = NewRequest(method, $"{path}?{signed}&signature={signature}");
        request.Headers.TryAddWithoutValidation("X-MBX-APIKEY", credentials.ApiKey);
        return request;
    }

    private HttpRequestMessage NewRequest(HttpMethod method, string pathAndQuery) =>
        new(method, ExchangeHttp.AsWritten(addresses.Of(pathAndQuery)));

    [LoggerMessage(LogLevel.Warning, "Binance is not called before {Until}: it answered {Status} with code {Code}")]
    private partial void LogPaused(DateTimeOffset until, int status, string code);
}
