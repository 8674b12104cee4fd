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

    public static string Rights(string? excess) => excess is null ? "" : $"Its rights beside reading: {excess}. ";

    public static string TrustedAddress(string exchange, string? egress) =>
        $"Add {Address(egress)} to the key's trusted addresses at {ExchangeCatalog.DisplayName(exchange)}";

    private static ErrorText Plain(string kind, ExchangeDescription? exchange, string? detail, string? code)
    {
        var name = exchange?.Name ?? "the exchange";
        return kind switch
        {
            ErrorKinds.DuplicateKey or ErrorKinds.DuplicateAccount => Duplicate(kind, name, detail),
            ErrorKinds.InvalidCredentials => Invalid(exchange, name, detail),
            ErrorKinds.PermissionDenied => Denied(exchange, name, detail, code),
            ErrorKinds.ExcessPermissions => new(
                "This key can do more than read. Create a read-only key and try again.",
                $"{Rights(detail)}We have not kept this key. You may want to delete it at {name}."),
            ErrorKinds.IpNotAllowed => new(
                $"{name} does not accept this key from this server's address.",
                $"{TrustedAddress(name, detail)}, then ask for a sync."),
            ErrorKinds.WrongRegion => new(
                $"This key belongs to another region of {name}.", "Create a key where your account is registered."),
            ErrorKinds.AccountMismatch => new(
                $"This key belongs to another {name} account than the one connected here.",
                "Use a key of the same account, or connect the other account on its own."),
            ErrorKinds.ExchangeRefused => new(
                code is null
                    ? $"{name} refused, without a code that we know."
                    : $"{name} refused with a code we do not know: {code}.",
                $"We keep trying by ourselves. If it stays so, {name}'s support can tell what the code means."),
            _ => OnTheWay(kind, name, detail),
        };
    }

    /// <summary>Failures that have nothing to do with the key.</summary>
    private static ErrorText OnTheWay(string kind, string name, string? detail) => kind switch
    {
        ErrorKinds.Network => Network(name, detail),
        ErrorKinds.RateLimited when detail is ErrorDetails.Firewall => new(
            $"{name}'s firewall blocks this server at the moment.",
            "It does so when it takes requests for too many. That is ours to solve, and says nothing about your key: "
            + "we wait some minutes and go on by ourselves."),
        ErrorKinds.RateLimited => new(
            "Too many requests. Please wait a moment.",
            $"{name} asked this server to slow down. That is ours to solve, and says nothing about your key: we go on "
            + "by ourselves."),
        ErrorKinds.RegionBlocked => new(
            $"{name} does not answer from where this server stands.",
            "Your key is fine. The operator of this server has to give it an address in a country that the exchange "
            + "serves."),
        ErrorKinds.ClockSkew => new(
            $"This server's clock and {name}'s do not agree.",
            "Your key is fine. The operator of this server has to let NTP set its clock. We keep trying by ourselves."),
        ErrorKinds.ExchangeUnavailable => new(
            $"{name} is temporarily unavailable.", "We keep trying by ourselves. What was read before stays as it is."),
        _ => new("Something went wrong.", "Try again."),
    };

    private static ErrorText Network(string name, string? detail) => detail switch
    {
        ErrorDetails.NameNotFound => new(
            $"Unable to connect to {name}: the address of its server was not found.",
            "The operator of this server has to see that it can look up names (DNS). We keep trying by ourselves."),
        ErrorDetails.NotSecure => new(
            $"Unable to connect to {name}: no secure connection came about.",
            "The operator of this server has to look at its clock, its certificates and a proxy, if there is one. "
            + "We keep trying by ourselves."),
        _ => new($"Unable to connect to {name}. Check your network.", "We keep trying by ourselves."),
    };

    private static ErrorText Duplicate(string kind, string name, string? first) => kind is ErrorKinds.DuplicateKey
        ? new("This key is connected already.", "Use the connection that has it, or disconnect that one first.")
        : new(
            first is null
                ? $"This {name} account is connected already."
                : $"This {name} account is connected already, as \"{first}\".",
            "Use the connection that has it; a second one would count everything twice.");

    private static ErrorText Invalid(ExchangeDescription? exchange, string name, string? detail)
    {
        const string Invalid = "Invalid API credentials. Check your key and secret.";
        return detail switch
        {
            ErrorDetails.DemoTrading => new(
                $"This is a key of {name}'s demo trading.",
                $"It knows no real balances: leave demo trading at {name}, and create one for live trading."),
            ErrorDetails.WrongPassphrase => new(Invalid, Remedy("passphrase")),
            ErrorDetails.WrongSecret => new(Invalid, Remedy("apiSecret")),
            _ => new(
                Invalid,
                $"Copy {FieldsOf(exchange)} again from {name}. If they are right, see that "
                + $"\"{exchange?.ReadingPermission ?? "Read"}\" is on for the key, and that "
                + $"{Address(detail)} is among its trusted addresses, if it has any."),
        };

        string Remedy(string field) => WrongField.Remedy(field, exchange?.Exchange ?? "") ?? "";
    }

    private static ErrorText Denied(ExchangeDescription? exchange, string name, string? detail, string? code) =>
        detail is ErrorDetails.AccountRestricted
            ? new(
                $"{name} has restricted this account and does not let it be read{ErrorCatalog.Code(code)}.",
                $"The key may be fine. See what {name} asks for when you sign in there, or ask its support; then ask "
                + "for a sync.")
            : new(
                $"This key may not read balances. Turn on \"{exchange?.ReadingPermission ?? "Read"}\" for it at "
                + $"{name}.",
                $"Then ask for a sync, or connect the key again. If it is on already, {name} may have restricted the "
                + "account: its support can tell.");

    /// <summary>An address that is unknown, or that the exchange's lists do not take, is only mentioned.</summary>
    private static string Address(string? egress) => egress switch
    {
        null => "this server's address",
        ErrorDetails.Ipv4Address => "this server's IPv4 address",
        _ => egress,
    };

    /// <summary>"the API key, the secret key and the passphrase".</summary>
    private static string FieldsOf(ExchangeDescription? exchange)
    {
        var labels = exchange?.Fields.Select(field => $"the {field.Label}").ToList() ?? [];
        return labels.Count > 1 ? ErrorCatalog.Listed(labels) : "key and secret";
    }
}
