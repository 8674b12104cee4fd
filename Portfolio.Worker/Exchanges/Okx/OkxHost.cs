using System.Net;
using System.Text.Json;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>Reads from one host of OKX, for all users: signed where a key is given.</summary>
internal sealed partial class OkxHost
{
    private const string Exchange = "OKX";

    private readonly string baseUrl;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly IRequestBudget budget;
    private readonly ExchangeCalls calls;
    private readonly ExchangeClock hostClock;
    private readonly ServerClock serverClock;
    private readonly RequestPacer spacing;

    public OkxHost(
        string region,
        Uri address,
        ExchangeHttp http,
        IRequestBudget budget,
        CallPolicy policy,
        TimeProvider clock,
        ILogger logger)
    {
        (Region, this.budget, this.clock, this.logger) = (region, budget, clock, logger);
        baseUrl = address.AbsoluteUri.TrimEnd('/');
        spacing = new RequestPacer(clock);
        calls = new ExchangeCalls(Exchange, http, budget, policy, clock, confirms: _ => false, RefuseAsync);
        // Not the budget's: its windows are two seconds long, and this clock is read for signing alone.
        hostClock = new ExchangeClock(clock);
        serverClock = new ServerClock(
            $"{Exchange} ({region})",
            hostClock,
            clock,
            () => GetAsync(OkxPaths.Time, "", ReadTime, CancellationToken.None),
            logger);
    }

    public string Region { get; }

    /// <param name="query">Percent-encoded, without question mark; empty for none.</param>
    public Task<T> GetAsync<T>(string path, string query, ReadBody<T> read, CancellationToken ct) =>
        HereAsync(calls.SendAsync(
            new ExchangeCall<T>(path, _ => NewRequest(Target(path, query)), read)
            {
                MostBytes = OkxLimits.MostBytes(path),
                Turn = Turn(path, caller: 0),
                Cost = OkxLimits.SharedCost(path),
            },
            ct));

    /// <summary>As <see cref="GetAsync"/>, with a user's key; each attempt has its own time and signature.</summary>
    public Task<T> GetSignedAsync<T>(
        string path, string query, ExchangeKey key, ReadBody<T> read, CancellationToken ct) =>
        HereAsync(calls.SendAtServerTimeAsync(
            new ExchangeCall<T>(path, time => Signed(Target(path, query), key.Credentials, time), read)
            {
                MostBytes = OkxLimits.MostBytes(path),
                Turn = Turn(path, key.Credentials.ApiKey.GetHashCode(StringComparison.Ordinal)),
                Within = key.Time,
            },
            serverClock,
            ct));

    /// <summary>A failure names its region: the others may be healthy.</summary>
    private async Task<T> HereAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (ExchangeException failure)
        {
            failure.Region = Region;
            throw;
        }
    }

    private static string Target(string path, string query) => query.Length == 0 ? path : $"{path}?{query}";

    private static DateTimeOffset ReadTime(ReadOnlySpan<byte> body) =>
        MeasuredTime.Of(OkxBody<OkxTimeBody>.SingleOf(JsonSerializer.Deserialize(body, OkxJson.Default.Time)).Ts)
        ?? throw new JsonException("The answer holds no time.");

    private Func<CancellationToken, Task> Turn(string path, int caller) =>
        ct => spacing.WaitAsync(path, caller, OkxLimits.Interval(path), ct);

    private HttpRequestMessage Signed(string target, ApiCredentials credentials, MeasuredTime time)
    {
        if (!ExchangeHttp.IsHeaderText(credentials.ApiKey) || !IsPassphrase(credentials.Passphrase))
        {
            throw new ExchangeException(
                ErrorKinds.InvalidCredentials, null, "No API key and passphrase look like these.");
        }

        var timestamp = OkxSignature.Timestamp(time.Now(clock));
        var request = NewRequest(target);
        request.Headers.TryAddWithoutValidation("OK-ACCESS-KEY", credentials.ApiKey);
        request.Headers.TryAddWithoutValidation(
            "OK-ACCESS-SIGN", OkxSignature.Sign(credentials.ApiSecret, timestamp, target));
        request.Headers.TryAddWithoutValidation("OK-ACCESS-TIMESTAMP", timestamp);
        request.Headers.TryAddWithoutValidation("OK-ACCESS-PASSPHRASE", credentials.Passphrase);
        return request;
    }

    private HttpRequestMessage NewRequest(string target) =>
        new(HttpMethod.Get, ExchangeHttp.AsWritten(baseUrl + target));

    /// <summary>A person chose it: unlike a key it may contain spaces.</summary>
    private static bool IsPassphrase(string? passphrase) =>
        passphrase is { Length: > 0 } && !passphrase.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private async Task<ExchangeException> RefuseAsync(string path, ExchangeAnswer answer, Exception? fault)
    {
        var (ownCode, text) = OkxErrors.Read(answer.Body) is { Code: not ("0" or "") } read ? read : default;
        var kind = ownCode is null && BlockPage.IsOfCountry(answer.Body)
            ? ErrorKinds.RegionBlocked
            : OkxErrors.KindOf(answer.Status, ownCode);
        var code = ownCode is { Length: > 0 and < 10 } ? ownCode : $"{(int)answer.Status}";
        return new ExchangeException(
            kind,
            code,
            fault is not null && ownCode is null
                ? $"{Exchange} ({Region}) answered {path} unreadably."
                : $"{Exchange} ({Region}) answered {path} with HTTP {(int)answer.Status}, code {code}.",
            kind is ErrorKinds.RateLimited ? await RetryAtAsync(path, answer, ownCode) : null,
            fault)
        {
            MayBeTransient = OkxErrors.MayBeTransient(ownCode),
            Field = OkxErrors.FieldOf(ownCode),
            Detail = OkxErrors.DetailOf(kind, answer.Status, ownCode),
            EgressAddress = kind is ErrorKinds.IpNotAllowed or ErrorKinds.RegionBlocked
                ? OkxErrors.EgressAddress(text)
                : null,
        };
    }

    /// <summary>
    /// A limit with a code on a signed call concerns one account and does not hold back others. Any other concerns this
    /// address: it comes from a public call, or from a gateway that does not look at keys.
    /// </summary>
    private async Task<DateTimeOffset> RetryAtAsync(string path, ExchangeAnswer answer, string? ownCode)
    {
        var now = clock.GetUtcNow();
        var wait = answer.RetryAfter?.Delta ?? (answer.RetryAfter?.Date - hostClock.Now);
        var retryAt = OkxErrors.RetryAt(answer.Status, wait, now, Random.Shared.NextDouble());
        if (ownCode is not null && path is not (OkxPaths.Time or OkxPaths.Instruments or OkxPaths.Tickers))
            return retryAt;

        var pausedUntil = await budget.PauseAsync(retryAt);
        if (pausedUntil == retryAt)
            LogPaused(Region, retryAt, answer.Status, ownCode);

        return pausedUntil;
    }

    [LoggerMessage(LogLevel.Warning,
        "OKX ({Region}) is not called before {Until}: it answered {Status} with code {Code}")]
    private partial void LogPaused(string region, DateTimeOffset until, HttpStatusCode status, string? code);
}
