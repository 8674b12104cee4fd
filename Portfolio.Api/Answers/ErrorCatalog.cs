using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences and the HTTP status of each kind of error: what happened, then what to do.</summary>
internal static class ErrorCatalog
{
    /// <summary>No worker was available to try a key.</summary>
    public static ErrorText NotTried => new(Texts.Errors_NotTried, Texts.Errors_NotTriedAction);

    /// <summary>A confirmation named a reading that is no longer the contradicted one.</summary>
    public static ErrorText ReadingChanged => new(Texts.Errors_ReadingChanged, Texts.Errors_ReadingChangedAction);

    public static int Status(string kind) => kind switch
    {
        ErrorKinds.InvalidRequest => 400,
        ErrorKinds.Unauthorized => 401,
        ErrorKinds.Forbidden => 403,
        ErrorKinds.NotFound => 404,
        ErrorKinds.MethodNotAllowed => 405,
        ErrorKinds.DuplicateKey or ErrorKinds.DuplicateAccount or ErrorKinds.InProgress or ErrorKinds.Conflict => 409,
        ErrorKinds.TooLarge => 413,
        ErrorKinds.UnsupportedMediaType => 415,
        ErrorKinds.InvalidCredentials or ErrorKinds.PermissionDenied or ErrorKinds.ExcessPermissions
            or ErrorKinds.IpNotAllowed or ErrorKinds.WrongRegion or ErrorKinds.AccountMismatch
            or ErrorKinds.IdempotencyMismatch => 422,
        ErrorKinds.Throttled => 429,
        ErrorKinds.Network or ErrorKinds.ExchangeRefused => 502,
        ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited or ErrorKinds.RegionBlocked
            or ErrorKinds.ClockSkew or ErrorKinds.Unavailable => 503,
        _ => 500,
    };

    /// <summary>The kind that stands for a status the framework answered by itself.</summary>
    public static string KindOf(int status) => status switch
    {
        401 => ErrorKinds.Unauthorized,
        403 => ErrorKinds.Forbidden,
        404 => ErrorKinds.NotFound,
        405 => ErrorKinds.MethodNotAllowed,
        413 => ErrorKinds.TooLarge,
        415 => ErrorKinds.UnsupportedMediaType,
        429 => ErrorKinds.Throttled,
        >= 400 and < 500 => ErrorKinds.InvalidRequest,
        503 => ErrorKinds.Unavailable,
        _ => ErrorKinds.Internal,
    };

    /// <param name="exchange">As in <see cref="ExchangeNames"/>; null where no exchange is concerned.</param>
    /// <param name="detail">
    /// This server's address, where it is known and matters; the label of the earlier connection; a key's rights beyond
    /// reading; one of <see cref="ErrorDetails"/>; a <see cref="RegionSearch"/>.
    /// </param>
    /// <param name="code">The exchange's own; null when it gave none.</param>
    public static ErrorText For(string kind, string? exchange, string? detail = null, string? code = null) =>
        OfRequest(kind, detail)
        ?? ExchangeErrorText.Of(kind, exchange is null ? null : ExchangeCatalog.Find(exchange), detail, code);

    /// <summary>As <see cref="For"/>, where nothing was saved and nothing is retried.</summary>
    /// <param name="field">The one that the exchange calls wrong; null where it names none.</param>
    public static ErrorText ForTrial(
        string kind, string exchange, string? detail, string? field, string? code = null) =>
        TriedKeyText.Of(For(kind, exchange, detail, code), kind, exchange, detail, field, code, replaces: false);

    /// <summary>As <see cref="For"/>, of a key that was to replace another one, which stays.</summary>
    /// <param name="field">As of <see cref="ForTrial"/>.</param>
    public static ErrorText ForReplacement(
        string kind, string exchange, string? detail, string? field, string? code = null) =>
        TriedKeyText.Of(For(kind, exchange, detail, code), kind, exchange, detail, field, code, replaces: true);

    /// <summary>Of a portfolio that connections of these names sync into, and that was to be deleted.</summary>
    public static ErrorText ForPortfolioInUse(IReadOnlyList<string> connections)
    {
        var named = connections.Take(3).Select(label => Texts.FormatCommon_Quoted(label)).ToList();
        if (connections.Count > named.Count)
            named.Add(Texts.FormatErrors_PortfolioInUseMore($"{connections.Count - named.Count}"));
        return named is [var only]
            ? new(Texts.FormatErrors_PortfolioInUse_One(only), Texts.Errors_PortfolioInUseAction_One)
            : new(Texts.FormatErrors_PortfolioInUse_Many(Listing.Of(named)), Texts.Errors_PortfolioInUseAction_Many);
    }

    private static ErrorText? OfRequest(string kind, string? detail) => kind switch
    {
        ErrorKinds.InvalidRequest => new(Texts.Errors_InvalidRequest, Texts.Errors_InvalidRequestAction),
        ErrorKinds.Unauthorized => new(Texts.Errors_Unauthorized, Texts.Errors_UnauthorizedAction),
        ErrorKinds.Forbidden => ForbiddenText.Of(detail),
        ErrorKinds.NotFound => new(Texts.Errors_NotFound, Texts.Errors_NotFoundAction),
        ErrorKinds.MethodNotAllowed => new(Texts.Errors_MethodNotAllowed, Texts.Errors_MethodNotAllowedAction),
        ErrorKinds.TooLarge => new(Texts.Errors_TooLarge, Texts.Errors_TooLargeAction),
        ErrorKinds.UnsupportedMediaType => new(
            Texts.Errors_UnsupportedMediaType, Texts.Errors_UnsupportedMediaTypeAction),
        ErrorKinds.InProgress => new(Texts.Errors_InProgress, Texts.Errors_InProgressAction),
        ErrorKinds.Conflict => new(Texts.Errors_Conflict, Texts.Errors_ConflictAction),
        ErrorKinds.IdempotencyMismatch => new(Texts.Errors_IdempotencyMismatch, Texts.Errors_IdempotencyMismatchAction),
        ErrorKinds.Throttled when detail is ErrorDetails.SyncRequested => new(
            Texts.Errors_Throttled, Texts.Errors_ThrottledAction),
        ErrorKinds.Throttled => new(Texts.Errors_RateLimited, Texts.Errors_ThrottledAction),
        ErrorKinds.Internal => new(Texts.Errors_Internal, Texts.Errors_InternalAction),
        ErrorKinds.Unavailable => new(Texts.Errors_Unavailable, Texts.Errors_UnavailableAction),
        _ => null,
    };
}

/// <param name="Message">What happened.</param>
/// <param name="Action">What to do.</param>
public sealed record ErrorText(string Message, string Action);
