using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>
/// The sentences about an exchange that refused, failed or was not reached. Each is true for every cause of its kind.
/// </summary>
internal static class ExchangeErrorText
{
    /// <param name="detail">As in <see cref="ErrorCatalog.For"/>.</param>
    /// <param name="code">The exchange's own; null when it gave none.</param>
    public static ErrorText Of(string kind, ExchangeDescription? exchange, string? detail, string? code) =>
        RegionSearch.TryRead(detail, out var search)
            ? RegionErrorText.Of(search, kind, exchange, Plain(kind, exchange, search.Detail, code))
            : Plain(kind, exchange, detail, code);

    /// <summary>The key's permissions beyond reading, where they are known, and the sentence after them.</summary>
    public static string Permissions(string? excess, string then) =>
        excess is null ? then : $"{Texts.FormatErrors_ExcessPermissionsList(excess)} {then}";

    /// <summary>An address that is unknown, or that the exchange's lists do not take, is only mentioned.</summary>
    public static string Address(string? egress) => egress switch
    {
        null => Texts.Errors_ServerAddress,
        ErrorDetails.Ipv4Address => Texts.Errors_ServerIpv4Address,
        _ => egress,
    };

    public static string AskSupport(string name, string? code) => code is null
        ? Texts.FormatErrors_AskSupport(name)
        : Texts.FormatErrors_AskSupportAboutCode(name);

    private static ErrorText Plain(string kind, ExchangeDescription? exchange, string? detail, string? code)
    {
        var name = exchange?.Name ?? Texts.Errors_TheExchange;
        return kind switch
        {
            ErrorKinds.DuplicateKey => new(Texts.Errors_DuplicateKey, Texts.Errors_DuplicateKeyAction),
            ErrorKinds.DuplicateAccount => DuplicateAccount(name, detail),
            ErrorKinds.InvalidCredentials => Invalid(exchange, name, detail),
            ErrorKinds.PermissionDenied => Denied(exchange, name, detail, code),
            ErrorKinds.ExcessPermissions => new(
                Texts.Errors_ExcessPermissions,
                Permissions(detail, Texts.FormatErrors_ExcessPermissionsAction(name))),
            ErrorKinds.IpNotAllowed => new(
                Texts.FormatErrors_IpNotAllowed(name), Texts.FormatErrors_IpNotAllowedAction(Address(detail), name)),
            ErrorKinds.WrongRegion => new(Texts.FormatErrors_WrongRegion(name), Texts.Errors_WrongRegionAction),
            ErrorKinds.AccountMismatch => new(
                Texts.FormatErrors_AccountMismatch(name), Texts.Errors_AccountMismatchAction),
            ErrorKinds.ExchangeRefused => Refused(name, code),
            _ => OnTheWay(kind, name, detail),
        };
    }

    /// <summary>Failures that have nothing to do with the key.</summary>
    private static ErrorText OnTheWay(string kind, string name, string? detail) => kind switch
    {
        ErrorKinds.Network => Network(name, detail),
        ErrorKinds.RateLimited when detail is ErrorDetails.Firewall => new(
            Texts.FormatErrors_Firewall(name), Texts.Errors_FirewallAction),
        ErrorKinds.RateLimited => new(Texts.Errors_RateLimited, Texts.FormatErrors_RateLimitedAction(name)),
        ErrorKinds.RegionBlocked => new(
            Texts.FormatErrors_RegionBlocked(name), Texts.FormatErrors_RegionBlockedAction(name)),
        ErrorKinds.ClockSkew => new(Texts.FormatErrors_ClockSkew(name), Texts.Errors_ClockSkewAction),
        ErrorKinds.ExchangeUnavailable => Unavailable(name, detail),
        _ => new(Texts.Errors_Unknown, Texts.Errors_UnknownAction),
    };

    private static ErrorText Unavailable(string name, string? detail) => detail switch
    {
        ErrorDetails.AnswerTooLong => new(Texts.FormatErrors_AnswerTooLong(name), Texts.Errors_TooMuchAction),
        ErrorDetails.TooManyAssets => new(Texts.FormatErrors_TooManyAssets(name), Texts.Errors_TooMuchAction),
        _ => new(Texts.FormatErrors_ExchangeUnavailable(name), Texts.Errors_ExchangeUnavailableAction),
    };

    private static ErrorText Network(string name, string? detail) => detail switch
    {
        ErrorDetails.NameNotFound => new(Texts.FormatErrors_NameNotFound(name), Texts.Errors_NameNotFoundAction),
        ErrorDetails.NotSecure => new(Texts.FormatErrors_NotSecure(name), Texts.Errors_NotSecureAction),
        _ => new(Texts.FormatErrors_Network(name), Texts.Errors_Retry),
    };

    /// <param name="first">The label of the connection that has the account; null: unknown.</param>
    private static ErrorText DuplicateAccount(string name, string? first) => new(
        first is null
            ? Texts.FormatErrors_DuplicateAccount(name)
            : Texts.FormatErrors_DuplicateAccountNamed(name, first),
        Texts.Errors_DuplicateAccountAction);

    private static ErrorText Refused(string name, string? code) => new(
        code is null
            ? Texts.FormatErrors_ExchangeRefused(name)
            : Texts.FormatErrors_ExchangeRefusedWithCode(name, code),
        $"{Texts.Errors_Retry} {AskSupport(name, code)}");

    private static ErrorText Invalid(ExchangeDescription? exchange, string name, string? detail)
    {
        return detail switch
        {
            ErrorDetails.DemoTrading => new(
                Texts.FormatErrors_DemoTrading(name), Texts.FormatErrors_DemoTradingAction(name)),
            ErrorDetails.WrongPassphrase => new(Texts.Errors_InvalidCredentials, Remedy("passphrase")),
            ErrorDetails.WrongSecret => new(Texts.Errors_InvalidCredentials, Remedy("apiSecret")),
            ErrorDetails.WrongSignature => new(
                Texts.Errors_InvalidCredentials, Texts.FormatErrors_WrongSignatureAction(name)),
            ErrorDetails.NonceTooLow => new(
                Texts.FormatErrors_NonceTooLow(name), Texts.FormatErrors_NonceTooLowAction(name)),
            ErrorDetails.KeyExpired => new(
                Texts.FormatErrors_KeyExpired(name), Texts.FormatErrors_KeyExpiredAction(name)),
            _ => new(
                Texts.Errors_InvalidCredentials,
                Texts.FormatErrors_InvalidCredentialsAction(
                    name, FieldsOf(exchange), PermissionOf(exchange), Address(detail))),
        };

        string Remedy(string field) => WrongField.Remedy(field, exchange?.Exchange ?? "") ?? "";
    }

    private static ErrorText Denied(ExchangeDescription? exchange, string name, string? detail, string? code) =>
        detail switch
        {
            ErrorDetails.RightsUnknown => new(
                Texts.FormatErrors_RightsUnknown(name), Texts.FormatErrors_RightsUnknownAction(name)),
            ErrorDetails.AccountRestricted => new(
                code is null
                    ? Texts.FormatErrors_AccountRestricted(name)
                    : Texts.FormatErrors_AccountRestrictedWithCode(name, code),
                Texts.FormatErrors_AccountRestrictedAction(name)),
            _ => new(
                Texts.FormatErrors_PermissionDenied(PermissionOf(exchange), name),
                Texts.FormatErrors_PermissionDeniedAction(name)),
        };

    private static string PermissionOf(ExchangeDescription? exchange) => exchange?.ReadingPermission ?? "Read";

    /// <summary>"API key, secret key and passphrase".</summary>
    private static string FieldsOf(ExchangeDescription? exchange) => exchange is null
        ? Texts.Errors_KeyAndSecret
        : Listing.Of(exchange.Fields.Select(field => field.Label));
}
