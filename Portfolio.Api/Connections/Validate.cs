using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Connections;

/// <summary>
/// <c>POST /connections/validate</c>: has the worker try a key for real, and saves nothing. The key travels sealed to
/// this user and this request.
/// </summary>
internal sealed partial class Validate(
    IClientFactory clients,
    CredentialSealer sealer,
    PortfolioStore portfolios,
    IOptions<ConnectionOptions> options,
    TimeProvider clock,
    ILogger<Validate> logger)
{
    public static async Task<IResult> HandleAsync(HttpContext http, CurrentUser user, Validate validate, CancellationToken ct)
    {
        var body = await JsonBody<ConnectRequest>.ReadAsync(http.Request, ct);
        if (body.Value is not { } request)
            return body.Refusal ?? Answer.NotFound();

        var problems = ConnectRules.Check(request);
        return problems.Count > 0 || ConnectRules.Exchange(request) is not { } exchange
            ? Answer.Invalid(problems)
            : await validate.AnswerAsync(http, user.Id, request, exchange, ct);
    }

    private async Task<IResult> AnswerAsync(
        HttpContext http, Guid userId, ConnectRequest request, ExchangeDescription exchange, CancellationToken ct)
    {
        if (await PortfolioNameAsync(userId, request.PortfolioId, exchange, ct) is not { } portfolioName)
            return Answer.Invalid("portfolioId", "is not the id of a portfolio of yours");

        try
        {
            return (await AskAsync(userId, request, exchange, ct)).Message switch
            {
                KeyAccepted accepted => Answer.Ok(Shape(accepted, portfolioName)),
                KeyRefused refused => Refused(http, refused, exchange.Exchange),
                _ => Answer.Error(ErrorKinds.Internal),
            };
        }
        catch (RequestTimeoutException late)
        {
            LogNoAnswer(late, userId, exchange.Exchange);
            return Answer.Error(ErrorKinds.Internal);
        }
    }

    private async Task<Response> AskAsync(
        Guid userId, ConnectRequest request, ExchangeDescription exchange, CancellationToken ct)
    {
        var timeout = options.Value.ValidationTimeout;
        var requestId = Guid.CreateVersion7();
        var expiresAt = clock.GetUtcNow() + timeout;
        var sealedKey = sealer.SealForRequest(ConnectRules.Credentials(request), userId, requestId, expiresAt);
        var message = new ValidateKey(requestId, userId, exchange.Exchange, sealedKey, expiresAt);
        var client = clients.CreateRequestClient<ValidateKey>(timeout);
        return await client.GetResponse<KeyAccepted, KeyRefused>(message, ct);
    }

    /// <summary>Null when the portfolio is not the user's.</summary>
    private async Task<string?> PortfolioNameAsync(
        Guid userId, Guid? portfolioId, ExchangeDescription exchange, CancellationToken ct) =>
        portfolioId is { } id
            ? (await portfolios.FindAsync(userId, id, ct))?.Name
            : await portfolios.ListAsync(userId, null, 1, ct) is [{ Name: var first }] ? first : $"{exchange.Name} Sync";

    private static Validation Shape(KeyAccepted accepted, string portfolioName) => new(
        accepted.Permissions,
        accepted.AccountId,
        portfolioName,
        [.. accepted.Assets.Select(asset => new ValidationAsset(
            asset.Symbol, asset.Name, Text(asset.Quantity), asset.ValueUsd is { } value ? Text(value) : null))],
        accepted.DustSkipped,
        accepted.Unpriced,
        Text(accepted.TotalUsd));

    /// <summary>Without zeros that say nothing.</summary>
    private static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);

    private IResult Refused(HttpContext http, KeyRefused refused, string exchange)
    {
        var answer = Answer.Tried(refused.Kind, exchange, refused.Detail);
        return refused.RetryAt is { } retryAt ? answer.RetryAfter(http, retryAt - clock.GetUtcNow()) : answer;
    }

    [LoggerMessage(LogLevel.Error, "No worker answered a validation of user {UserId} at {Exchange} in time")]
    private partial void LogNoAnswer(Exception late, Guid userId, string exchange);
}
