using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>Sends requests to Kraken, for all users. Private ones go through a <see cref="KrakenCall"/>.</summary>
internal sealed partial class KrakenClient : IDisposable
{
    private const string Exchange = "Kraken";
    private const string Agent = "portfolio-sync";

    /// <summary>So many keys of this address locked out at once: the lockout is the address's.</summary>
    private const int KeysOfAnAddress = 3;

    private readonly string baseUrl;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly IRequestBudget budget;
    private readonly IKeyTurns turns;
    private readonly ExchangeHttp http;
    private readonly ExchangeCalls calls;
    private readonly RequestPacer spacing;

    public KrakenClient(
        IOptions<KrakenOptions> options, BudgetOf budgetOf, IKeyTurns turns, TimeProvider clock,
        ILogger<KrakenClient> logger)
    {
        var settings = options.Value;
        (this.clock, this.logger, this.turns) = (clock, logger, turns);
        baseUrl = settings.BaseUrl.AbsoluteUri.TrimEnd('/');
        budget = budgetOf(ExchangeNames.Kraken);
        http = new ExchangeHttp(Exchange, settings.ConnectTimeout, settings.MaxResponseBytes);
        spacing = new RequestPacer(clock);
        calls = new ExchangeCalls(
            Exchange,
            http,
            budget,
            new CallPolicy(settings.AttemptTimeout, settings.TotalTimeout, settings.Retries),
            clock,
            confirms: refusal => refusal.Code is KrakenErrors.InvalidNonce,
            RefuseAsync);
    }

    /// <param name="query">Percent-encoded, without question mark; empty for none.</param>
    public Task<T> GetAsync<T>(string path, string query, ReadBody<T> read, CancellationToken ct) =>
        calls.SendAsync(
            new ExchangeCall<T>(path, _ => NewRequest(HttpMethod.Get, query is "" ? path : $"{path}?{query}"), read)
            {
                MostBytes = KrakenLimits.MostBytes(path),
                Turn = token => spacing.WaitAsync("public", 0, KrakenLimits.PublicInterval, token),
                Cost = KrakenLimits.PublicCost,
            },
            ct);

    /// <summary>A private call, alone with its key until it is disposed of.</summary>
    public KrakenCall Begin(ExchangeKey key) =>
        new(this, key, turns.Begin(ExchangeNames.Kraken, key.Credentials.ApiKey));

    /// <summary>Each attempt has its own nonce and signature.</summary>
    /// <param name="form">Percent-encoded parameters beside the nonce; empty for none.</param>
    internal async Task<T> PostAsync<T>(
        KrakenCall call, string path, string form, ReadBody<T> read, CancellationToken ct)
    {
        var request = new ExchangeCall<T>(path, _ => Signed(call, path, form), read)
        {
            MostBytes = KrakenLimits.MostBytes(path),
            Turn = token => TakeTurnAsync(call.Turn, token),
            Within = call.Key.Time,
        };
        try
        {
            return await calls.SendAsync(request, ct);
        }
        catch (ExchangeException limit) when (limit is not NotSentException
            && KrakenErrors.IsOfKey(limit.Code))
        {
            await HoldAsync(call.Turn, limit);
            throw;
        }
    }

    public void Dispose() => http.Dispose();

    private static async Task TakeTurnAsync(IKeyTurn turn, CancellationToken ct)
    {
        if (await turn.NextAsync(KrakenLimits.PrivateCost, ct) is { } refusal)
            throw NotSentException.Of(refusal);
    }

    /// <summary>
    /// Such a limit counts for the key, and a lockout for the address where several of its keys have one.
    /// </summary>
    private async Task HoldAsync(IKeyTurn turn, ExchangeException limit)
    {
        var until = limit.RetryAt ?? clock.GetUtcNow();
        var keys = await turn.BlockAsync(until - clock.GetUtcNow());
        if (limit.Code is KrakenErrors.Lockout && keys >= KeysOfAnAddress)
            await PauseAsync(until, limit.Code);
    }

    private HttpRequestMessage Signed(KrakenCall call, string path, string form)
    {
        var credentials = call.Key.Credentials;
        if (!ExchangeHttp.IsHeaderText(credentials.ApiKey) || !KrakenSignature.IsSecret(credentials.ApiSecret))
        {
            throw new ExchangeException(
                ErrorKinds.InvalidCredentials, null, "No API key and private key look like these.");
        }

        var nonce = $"{call.Turn.Nonce}";
        var body = form is "" ? $"nonce={nonce}" : $"nonce={nonce}&{form}";
        var request = NewRequest(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("API-Key", credentials.ApiKey);
        request.Headers.TryAddWithoutValidation(
            "API-Sign", KrakenSignature.Sign(credentials.ApiSecret, path, nonce, body));
        return request;
    }

    private HttpRequestMessage NewRequest(HttpMethod method, string pathAndQuery)
    {
        var request = new HttpRequestMessage(method, ExchangeHttp.AsWritten(baseUrl + pathAndQuery));
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        return request;
    }

    private async Task<ExchangeException> RefuseAsync(string path, ExchangeAnswer answer, Exception? fault)
    {
        var error = KrakenErrors.Read(answer.Body);
        var isPublic = path.StartsWith("/0/public/", StringComparison.Ordinal);
        var kind = error is null && BlockPage.IsOfCountry(answer.Body)
            ? ErrorKinds.RegionBlocked
            : KrakenErrors.KindOf(answer.Status, error?.Code, isPublic);
        var code = error?.Code ?? $"{(int)answer.Status}";
        return new ExchangeException(
            kind,
            code,
            fault is not null && error is null
                ? $"{Exchange} answered {path} unreadably."
                : $"{Exchange} answered {path} with HTTP {(int)answer.Status}, code {code}.",
            kind is ErrorKinds.RateLimited ? await RetryAtAsync(answer, error) : null,
            fault)
        {
            MayBeTransient = KrakenErrors.MayBeTransient(error?.Code),
            Field = KrakenErrors.FieldOf(error?.Code),
            Detail = KrakenErrors.DetailOf(answer.Status, error?.Code),
        };
    }

    /// <summary>A limit that is not the key's is this address's.</summary>
    private async Task<DateTimeOffset> RetryAtAsync(ExchangeAnswer answer, KrakenError? error)
    {
        var now = clock.GetUtcNow();
        var header = answer.RetryAfter?.Delta ?? (answer.RetryAfter?.Date - now);
        var until = now + KrakenErrors.WaitOf(answer.Status, error, header, now);
        return KrakenErrors.IsOfKey(error?.Code)
            ? until
            : await PauseAsync(until, error?.Code ?? $"{(int)answer.Status}");
    }

    private async Task<DateTimeOffset> PauseAsync(DateTimeOffset until, string code)
    {
        var pausedUntil = await budget.PauseAsync(until);
        if (pausedUntil == until)
            LogPaused(until, code);

        return pausedUntil;
    }

    [LoggerMessage(LogLevel.Warning, "Kraken is not called before {Until}: it answered with code {Code}")]
    private partial void LogPaused(DateTimeOffset until, string code);
}
