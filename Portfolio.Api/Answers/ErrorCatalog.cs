using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>What each kind of error says and which HTTP status it has: what happened, then what to do.</summary>
internal static class ErrorCatalog
{
    /// <summary>No worker was there to try a key.</summary>
    public static Sentences NotTried { get; } = new(
        "The key could not be checked: the part of this server that asks exchanges did not answer.",
        "Nothing was saved. Try again in a minute; if it goes on, whoever runs the server has to see that its worker runs.");

    public static int Status(string kind) => kind switch
    {
        ErrorKinds.InvalidRequest => 400,
        ErrorKinds.Unauthorized => 401,
        ErrorKinds.NotFound => 404,
        ErrorKinds.MethodNotAllowed => 405,
        ErrorKinds.DuplicateKey or ErrorKinds.DuplicateAccount or ErrorKinds.InProgress or ErrorKinds.Conflict => 409,
        ErrorKinds.TooLarge => 413,
        ErrorKinds.UnsupportedMediaType => 415,
        ErrorKinds.InvalidCredentials or ErrorKinds.PermissionDenied or ErrorKinds.ExcessPermissions
            or ErrorKinds.IpNotAllowed or ErrorKinds.WrongRegion or ErrorKinds.AccountMismatch
            or ErrorKinds.IdempotencyMismatch => 422,
        ErrorKinds.Throttled => 429,
        ErrorKinds.Network => 502,
        ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited or ErrorKinds.RegionBlocked or ErrorKinds.ClockSkew => 503,
        _ => 500,
    };

    /// <summary>The kind that stands for a status the framework answered by itself.</summary>
    public static string KindOf(int status) => status switch
    {
        401 or 403 => ErrorKinds.Unauthorized,
        404 => ErrorKinds.NotFound,
        405 => ErrorKinds.MethodNotAllowed,
        413 => ErrorKinds.TooLarge,
        415 => ErrorKinds.UnsupportedMediaType,
        >= 400 and < 500 => ErrorKinds.InvalidRequest,
        _ => ErrorKinds.Internal,
    };

    /// <param name="exchange">As in <see cref="ExchangeNames"/>; null where no exchange is concerned.</param>
    /// <param name="detail">
    /// This server's address, where it is known and matters; the label of the connection that was first; what a key may do
    /// beside reading.
    /// </param>
    public static Sentences For(string kind, string? exchange, string? detail = null) =>
        OfRequest(kind) ?? OfExchange(kind, exchange is null ? null : ExchangeCatalog.Find(exchange), detail);

    /// <summary>As <see cref="For"/>, where nothing was saved and nothing goes on by itself.</summary>
    /// <param name="field">The one that the exchange says is wrong; null where it does not tell.</param>
    public static Sentences ForTrial(string kind, string exchange, string? detail, string? field) => For(kind, exchange, detail) with
    {
        Action = kind switch
        {
            _ when WrongField.Remedy(field, exchange) is { } remedy => $"Nothing was saved. {remedy}",
            ErrorKinds.ExcessPermissions =>
                $"{Rights(detail)}Nothing was saved. You may want to delete this key at {ExchangeCatalog.DisplayName(exchange)}.",
            ErrorKinds.IpNotAllowed =>
                $"Nothing was saved. {TrustedAddress(exchange, detail)} and try again.",
            ErrorKinds.Network or ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited =>
                "Nothing was saved, and your key may be fine. Try again in a few minutes.",
            ErrorKinds.ClockSkew => "Nothing was saved. Whoever runs the server has to let NTP set its clock.",
            ErrorKinds.PermissionDenied => "Nothing was saved. Try again once the key has that permission.",
            _ => For(kind, exchange, detail).Action,
        },
    };

    /// <summary>As <see cref="For"/>, of a key that was to replace another one, which stays.</summary>
    /// <param name="field">As of <see cref="ForTrial"/>.</param>
    public static Sentences ForReplacement(string kind, string exchange, string? detail, string? field)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return For(kind, exchange, detail) with
        {
            Action = "Nothing was changed: the connection keeps the key it has. " + kind switch
            {
                _ when WrongField.Remedy(field, exchange) is { } remedy => remedy,
                ErrorKinds.ExcessPermissions => $"{Rights(detail)}You may want to delete the new key at {name}.",
                ErrorKinds.PermissionDenied => "Try again once the new key has that permission.",
                ErrorKinds.IpNotAllowed => $"{TrustedAddress(exchange, detail)} and try again.",
                ErrorKinds.Network or ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited =>
                    "The new one may be fine. Try again in a few minutes.",
                ErrorKinds.ClockSkew => "Whoever runs the server has to let NTP set its clock.",
                _ => For(kind, exchange, detail).Action,
            },
        };
    }

    /// <summary>Of a sync that read some wallets and not others.</summary>
    /// <param name="wallets">Those that were missed, separated by commas.</param>
    public static Sentences ForMissedWallets(string kind, string exchange, string? wallets)
    {
        var why = For(kind, exchange);
        var action = kind is ErrorKinds.ExchangeUnavailable ? "We keep trying by ourselves." : why.Action;
        return new Sentences(
            $"Not read at {ExchangeCatalog.DisplayName(exchange)}: {WalletLabels(wallets)}. {why.Message}",
            $"{action} Until then what they held last is shown, marked as stale.");
    }

    /// <summary>Of a portfolio that connections of these names sync into, and that was to be deleted.</summary>
    public static Sentences ForPortfolioInUse(IReadOnlyList<string> connections)
    {
        var named = connections.Take(3).Select(label => $"\"{label}\"").ToList();
        if (connections.Count > named.Count)
            named.Add($"{connections.Count - named.Count} more");
        const string Then = "first; then the portfolio can be deleted.";
        return named is [var only]
            ? new($"{only} syncs into this portfolio.", $"Disconnect it {Then}")
            : new($"{Listed(named)} sync into this portfolio.", $"Disconnect them {Then}");
    }

    private static Sentences? OfRequest(string kind) => kind switch
    {
        ErrorKinds.InvalidRequest => new(
            "Something in the request is not right.", "Correct the fields that are named and send it again."),
        ErrorKinds.Unauthorized => new(
            "You are not signed in.", "Send your access token in the Authorization header: Bearer, a space, the token."),
        ErrorKinds.NotFound => new(
            "There is nothing here under this address.", "Check the path and the id; what was disconnected is gone."),
        ErrorKinds.MethodNotAllowed => new(
            "This address does not answer that method.", "See /docs for what can be asked here."),
        ErrorKinds.TooLarge => new(
            "The request is too large.", "Send a body of at most 64 KB."),
        ErrorKinds.UnsupportedMediaType => new(
            "The body is not marked as JSON.", "Send it with the header: Content-Type: application/json."),
        ErrorKinds.InProgress => new(
            "The same request is still being worked on.", "Wait a few seconds and send it again to get its answer."),
        ErrorKinds.Conflict => new(
            "This connection was given another key while yours was being tried.",
            "Look at the connection, and send your key again if it still should have it."),
        ErrorKinds.IdempotencyMismatch => new(
            "This Idempotency-Key was used for another request.", "Use a new key for a new request."),
        ErrorKinds.Throttled => new(
            "A sync of this connection was asked for a moment ago.", "Try again when the time in Retry-After is over."),
        ErrorKinds.Internal => new(
            "Something went wrong on our side. Nothing of yours is lost.",
            "Try again; if it goes on, tell whoever runs this server when it happened, and the traceId if you have one."),
        _ => null,
    };

    private static string Rights(string? excess) => excess is null ? "" : $"Its rights beside reading: {excess}. ";

    private static string TrustedAddress(string exchange, string? egress) =>
        $"Add {egress ?? "this server's address"} to the key's trusted addresses at {ExchangeCatalog.DisplayName(exchange)}";

    private static string WalletLabels(string? wallets) => wallets?.Replace('_', ' ') ?? "some wallets";

    private static Sentences OfExchange(string kind, ExchangeDescription? exchange, string? detail)
    {
        var name = exchange?.Name ?? "the exchange";
        return kind switch
        {
            ErrorKinds.DuplicateKey => new(
                "This key is connected already.", "Use the connection that has it, or disconnect that one first."),
            ErrorKinds.DuplicateAccount => new(
                detail is null
                    ? $"This {name} account is connected already."
                    : $"This {name} account is connected already, as \"{detail}\".",
                "Use the connection that has it; a second one would count everything twice."),
            ErrorKinds.InvalidCredentials => new(
                "Invalid API credentials. Check your key and secret.",
                $"Copy {FieldsOf(exchange)} again from {name}. If they are right, see that "
                + $"\"{exchange?.ReadingPermission ?? "Read"}\" is on for the key, and that "
                + $"{detail ?? "this server's address"} is among its trusted addresses, if it has any."),
            ErrorKinds.PermissionDenied => new(
                $"This key may not read balances. Turn on \"{exchange?.ReadingPermission ?? "Read"}\" for it at {name}.",
                $"Then ask for a sync, or connect the key again. If it is on already, {name} may have restricted the account: "
                + "its support can tell."),
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
            ErrorKinds.Network => new(
                $"Unable to connect to {name}. Check your network.", "We keep trying by ourselves."),
            ErrorKinds.RateLimited => new(
                "Too many requests. Please wait a moment.",
                $"{name} asked this server to slow down. That is ours to solve: your key is fine, and we go on by ourselves."),
            ErrorKinds.RegionBlocked => new(
                $"{name} does not answer from where this server stands.",
                "Your key is fine. Whoever runs the server has to give it an address in a country that the exchange serves."),
            ErrorKinds.ClockSkew => new(
                $"This server's clock and {name}'s do not agree.",
                "Your key is fine. Whoever runs the server has to let NTP set its clock. We keep trying by ourselves."),
            ErrorKinds.ExchangeUnavailable => new(
                $"{name} is temporarily unavailable.", "We keep trying by ourselves. What was read before stays as it is."),
            _ => new("Something went wrong.", "Try again."),
        };
    }

    /// <summary>"the API key, the secret key and the passphrase".</summary>
    private static string FieldsOf(ExchangeDescription? exchange)
    {
        var labels = exchange?.Fields.Select(field => $"the {field.Label}").ToList() ?? [];
        return labels.Count > 1 ? Listed(labels) : "key and secret";
    }

    private static string Listed(List<string> items) => $"{string.Join(", ", items[..^1])} and {items[^1]}";
}

/// <param name="Message">What happened.</param>
/// <param name="Action">What to do.</param>
public sealed record Sentences(string Message, string Action);
