using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences and the HTTP status of each kind of error: what happened, then what to do.</summary>
internal static class ErrorCatalog
{
    /// <summary>No worker was available to try a key.</summary>
    public static ErrorText NotTried { get; } = new(
        "The key could not be checked: the part of this server that asks exchanges did not answer.",
        "Nothing was saved. Try again in a minute; if it goes on, the operator of this server has to see that its "
        + "worker runs.");

    /// <summary>A confirmation named a reading that is no longer the contradicted one.</summary>
    public static ErrorText ReadingChanged { get; } = new(
        "This reading is not waiting for a confirmation: a later sync agreed, or found something else.",
        "Look at the connection as it is now, and confirm what it shows if that is right.");

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
        ErrorKinds.Network or ErrorKinds.ExchangeRefused => 502,
        ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited or ErrorKinds.RegionBlocked
            or ErrorKinds.ClockSkew => 503,
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
    /// This server's address, where it is known and matters; the label of the earlier connection; a key's rights beyond
    /// reading; one of <see cref="ErrorDetails"/>; a <see cref="RegionSearch"/>.
    /// </param>
    /// <param name="code">The exchange's own; null when it gave none.</param>
    public static ErrorText For(string kind, string? exchange, string? detail = null, string? code = null) =>
        OfRequest(kind)
        ?? ExchangeErrorText.Of(kind, exchange is null ? null : ExchangeCatalog.Find(exchange), detail, code);

    /// <summary>As <see cref="For"/>, where nothing was saved and nothing is retried.</summary>
    /// <param name="field">The one that the exchange calls wrong; null where it names none.</param>
    public static ErrorText ForTrial(
        string kind, string exchange, string? detail, string? field, string? code = null)
    {
        var why = For(kind, exchange, detail, code);
        return why with { Action = $"Nothing was saved{Then(kind, exchange, detail, field, "your key", why)}" };
    }

    /// <summary>As <see cref="For"/>, of a key that was to replace another one, which stays.</summary>
    /// <param name="field">As of <see cref="ForTrial"/>.</param>
    public static ErrorText ForReplacement(
        string kind, string exchange, string? detail, string? field, string? code = null)
    {
        var why = For(kind, exchange, detail, code);
        return why with
        {
            Action = "Nothing was changed: the connection keeps the key it has"
                + Then(kind, exchange, detail, field, "the new one", why),
        };
    }

    /// <summary>
    /// Of one wallet that was not read while others were. The sentence is about that wallet, and not about the key.
    /// </summary>
    /// <param name="code">As in <see cref="For"/>.</param>
    public static ErrorText ForWallet(string kind, string exchange, string? code)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return kind switch
        {
            ErrorKinds.PermissionDenied or ErrorKinds.ExchangeRefused => new(
                $"{name} refuses this wallet to this account{Code(code)}.",
                $"The other wallets are read as before. If you use this one, ask {name}'s support about that code."),
            ErrorKinds.ExchangeUnavailable => For(kind, exchange) with { Action = "We keep trying by ourselves." },
            _ => For(kind, exchange, null, code),
        };
    }

    /// <summary>Of a sync that read some wallets and not others.</summary>
    /// <param name="wallets">
    /// The missed wallets, separated by commas; after a semicolon those that were missed for other reasons.
    /// </param>
    /// <param name="code">Of the first of them, like the kind.</param>
    public static ErrorText ForMissedWallets(string kind, string exchange, string? wallets, string? code = null)
    {
        var (why, groups) = (ForWallet(kind, exchange, code), WalletLabels(wallets).Split("; ", 2));
        var reason = groups is [var alike, _]
            ? $"Of {alike}: {why.Message} The latest sync says why the others were not."
            : why.Message;
        return new ErrorText(
            $"Not read at {ExchangeCatalog.DisplayName(exchange)}: {string.Join(", ", groups)}. {reason}",
            $"{why.Action} Until then what they held last is shown, marked as stale.");
    }

    /// <summary>", code -10038"; empty without one.</summary>
    internal static string Code(string? code) => code is null ? "" : $", code {code}";

    /// <summary>The action for a key that was only tried, after a sentence without a full stop.</summary>
    /// <param name="it">The key, in the sentence.</param>
    private static string Then(
        string kind, string exchange, string? detail, string? field, string it, ErrorText why) => kind switch
        {
            _ when RegionSearch.TryRead(detail, out _) && ErrorKinds.IsRefusal(kind) => $". {why.Action}",
            _ when WrongField.Remedy(field, exchange) is { } remedy => $". {remedy}",
            ErrorKinds.ExcessPermissions => $". {ExchangeErrorText.Rights(detail)}You may want to delete "
                + $"{(it is "your key" ? "this key" : "the new key")} at {ExchangeCatalog.DisplayName(exchange)}.",
            ErrorKinds.IpNotAllowed => $". {ExchangeErrorText.TrustedAddress(exchange, detail)} and try again.",
            ErrorKinds.Network or ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited
                or ErrorKinds.ExchangeRefused when it is "your key" =>
                $", and your key may be fine. Try again in a few minutes.{AskSupport(kind, exchange)}",
            ErrorKinds.Network or ErrorKinds.ExchangeUnavailable or ErrorKinds.RateLimited
                or ErrorKinds.ExchangeRefused =>
                $". The new one may be fine. Try again in a few minutes.{AskSupport(kind, exchange)}",
            ErrorKinds.ClockSkew => ". The operator of this server has to let NTP set its clock.",
            ErrorKinds.PermissionDenied when detail is null =>
                $". Try again once {(it is "your key" ? "the key" : "the new key")} has that permission.",
            _ => $". {why.Action}",
        };

    private static string AskSupport(string kind, string exchange) => kind is ErrorKinds.ExchangeRefused
        ? $" If it stays so, {ExchangeCatalog.DisplayName(exchange)}'s support can tell what the code means."
        : "";

    /// <summary>Of a portfolio that connections of these names sync into, and that was to be deleted.</summary>
    public static ErrorText ForPortfolioInUse(IReadOnlyList<string> connections)
    {
        var named = connections.Take(3).Select(label => $"\"{label}\"").ToList();
        if (connections.Count > named.Count)
            named.Add($"{connections.Count - named.Count} more");
        const string Then = "first; then the portfolio can be deleted.";
        return named is [var only]
            ? new($"{only} syncs into this portfolio.", $"Disconnect it {Then}")
            : new($"{Listed(named)} sync into this portfolio.", $"Disconnect them {Then}");
    }

    private static ErrorText? OfRequest(string kind) => kind switch
    {
        ErrorKinds.InvalidRequest => new(
            "Something in the request is not right.", "Correct the fields that are named and send it again."),
        ErrorKinds.Unauthorized => new(
            "You are not signed in.",
            "Send your access token in the Authorization header: Bearer, a space, the token."),
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
            "Try again; if it goes on, tell the operator of this server when it happened, and the traceId if you have "
            + "one."),
        _ => null,
    };

    private static string WalletLabels(string? wallets) => wallets?.Replace('_', ' ') ?? "some wallets";

    /// <summary>"a, b and c", of two or more.</summary>
    internal static string Listed(List<string> items) => $"{string.Join(", ", items[..^1])} and {items[^1]}";
}

/// <param name="Message">What happened.</param>
/// <param name="Action">What to do.</param>
public sealed record ErrorText(string Message, string Action);
