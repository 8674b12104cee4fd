using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences about a key that was only tried: nothing was saved, and nothing is retried.</summary>
internal static class TriedKeyText
{
    /// <param name="why">As of <see cref="ErrorCatalog.For"/>.</param>
    /// <param name="field">The one that the exchange calls wrong; null where it names none.</param>
    /// <param name="replaces">True: the key was to replace another one, which stays.</param>
    public static ErrorText Of(
        ErrorText why, string kind, string exchange, string? detail, string? field, string? code, bool replaces)
    {
        var stays = replaces ? Texts.Errors_NothingChanged : Texts.Errors_NothingSaved;
        var remedy = IsExplained(kind, detail)
            ? why.Action
            : WrongField.Remedy(field, exchange) ?? Remedy(kind, exchange, detail, code, replaces) ?? why.Action;
        return why with { Action = $"{stays} {remedy}" };
    }

    /// <summary>The detail has an action of its own, which says more than the field that is wrong.</summary>
    private static bool IsExplained(string kind, string? detail) =>
        detail is ErrorDetails.WrongSignature or ErrorDetails.NonceTooLow or ErrorDetails.KeyExpired
        || (RegionSearch.TryRead(detail, out _) && ErrorKinds.IsRefusal(kind));

    /// <summary>Null where the action of a sync is as good.</summary>
    private static string? Remedy(string kind, string exchange, string? detail, string? code, bool replaces)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return kind switch
        {
            ErrorKinds.ExcessPermissions => ExchangeErrorText.Permissions(
                detail, replaces ? Texts.FormatErrors_DeleteNewKey(name) : Texts.FormatErrors_DeleteKey(name)),
            ErrorKinds.IpNotAllowed =>
                Texts.FormatErrors_IpNotAllowedTryAgain(ExchangeErrorText.Address(detail), name),
            ErrorKinds.ExchangeUnavailable when detail is ErrorDetails.AnswerTooLong or ErrorDetails.TooManyAssets =>
                Texts.Errors_TooMuchTried,
            ErrorKinds.Network or ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited or ErrorKinds.Throttled =>
                Later(replaces),
            ErrorKinds.ExchangeRefused => $"{Later(replaces)} {ExchangeErrorText.AskSupport(name, code)}",
            ErrorKinds.ClockSkew => Texts.Errors_ClockSkewOperator,
            ErrorKinds.PermissionDenied when detail is null => replaces
                ? Texts.Errors_PermissionDeniedTryNewAgain
                : Texts.Errors_PermissionDeniedTryAgain,
            _ => null,
        };
    }

    private static string Later(bool replaces) =>
        replaces ? Texts.Errors_NewKeyMayBeFine : Texts.Errors_KeyMayBeFine;
}
