using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences about wallets that were not read while others were.</summary>
internal static class WalletErrorText
{
    /// <summary>Of one wallet. The sentence is about that wallet, and not about the key.</summary>
    /// <param name="code">As in <see cref="ErrorCatalog.For"/>.</param>
    public static ErrorText Of(string kind, string exchange, string? code) => kind switch
    {
        ErrorKinds.PermissionDenied or ErrorKinds.ExchangeRefused =>
            Refused(ExchangeCatalog.DisplayName(exchange), code),
        ErrorKinds.ExchangeUnavailable => ErrorCatalog.For(kind, exchange) with { Action = Texts.Errors_Retry },
        _ => ErrorCatalog.For(kind, exchange, null, code),
    };

    /// <summary>Of a sync that read some wallets and not others.</summary>
    /// <param name="wallets">
    /// The missed wallets, separated by commas; after a semicolon those that were missed for other reasons.
    /// </param>
    /// <param name="code">Of the first of them, like the kind.</param>
    public static ErrorText OfMissed(string kind, string exchange, string? wallets, string? code)
    {
        var why = Of(kind, exchange, code);
        var groups = (wallets ?? "").Split("; ", 2).Select(NamesOf).ToList();
        var reason = groups is [var alike, _]
            ? Texts.FormatErrors_NotReadReason(WalletLabel.List(exchange, alike), why.Message)
            : why.Message;
        return new ErrorText(
            $"{NotRead(exchange, [.. groups.SelectMany(names => names)])} {reason}",
            $"{why.Action} {Texts.Errors_NotReadAction}");
    }

    private static string[] NamesOf(string group) => group.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    private static string NotRead(string exchange, IReadOnlyList<string> wallets)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return wallets.Count switch
        {
            0 => Texts.FormatErrors_NotReadUnnamed(name),
            1 => Texts.FormatErrors_NotRead_One(WalletLabel.Of(exchange, wallets[0]), name),
            _ => Texts.FormatErrors_NotRead_Many(WalletLabel.List(exchange, wallets), name),
        };
    }

    private static ErrorText Refused(string name, string? code) => code is null
        ? new(Texts.FormatErrors_WalletRefused(name), Texts.FormatErrors_WalletRefusedAction(name))
        : new(
            Texts.FormatErrors_WalletRefusedWithCode(name, code),
            Texts.FormatErrors_WalletRefusedWithCodeAction(name));
}
