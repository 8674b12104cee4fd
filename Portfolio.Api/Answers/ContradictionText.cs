using System.Globalization;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences about a reading that is not booked although a wallet was read.</summary>
internal static class ContradictionText
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <param name="wallets">Those that the exchange contradicts; empty where only the contradiction is known.</param>
    /// <param name="missed">Wallets that were not read at all in the same sync.</param>
    /// <param name="asksPerson">It has lasted for a day, and repeated readings have not settled it.</param>
    public static ErrorText Of(
        string exchange, IReadOnlyList<ReportedWallet> wallets, IReadOnlyList<string> missed, bool asksPerson)
    {
        var differing = wallets.Where(wallet => wallet.Differs).ToList();
        var sentences = (differing.Count > 0 ? differing : wallets)
            .Select(wallet => Difference(exchange, wallet)).ToList();
        if (sentences.Count is 0)
            sentences.Add(Difference(exchange, null));
        if (missed.Count > 0)
            sentences.Add(Texts.FormatContradiction_AlsoMissed(WalletLabel.List(exchange, missed)));
        return new ErrorText(
            string.Join(' ', sentences),
            asksPerson
                ? Texts.FormatContradiction_AsksPerson(ExchangeCatalog.DisplayName(exchange))
                : Texts.Contradiction_ReadAgain);
    }

    /// <param name="wallets">The names of the wallets whose holdings a reading closes.</param>
    public static ErrorText Unconfirmed(string exchange, IReadOnlyList<string> wallets) => new(
        Texts.FormatContradiction_Unconfirmed(
            ExchangeCatalog.DisplayName(exchange), WalletLabel.List(exchange, wallets)),
        Texts.Contradiction_UnconfirmedAction);

    /// <summary>"OKX reports $84,800 in Trading, of which $0 could be read."</summary>
    /// <param name="wallet">Null where the amounts are not known.</param>
    public static string Difference(string exchange, ReportedWallet? wallet)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        if (wallet is null)
            return Texts.FormatContradiction_NoAmounts(name);

        var (reported, label, read) =
            (Usd(wallet.ReportedUsd), WalletLabel.Of(exchange, wallet.Wallet), Usd(wallet.ReadUsd));
        return wallet.ReadUsd <= wallet.ReportedUsd
            ? Texts.FormatContradiction_Reported(name, reported, label, read)
            : Texts.FormatContradiction_ReadMore(name, reported, label, read);
    }

    /// <summary>True for the two kinds that this class has sentences for.</summary>
    public static bool Covers(string kind) => kind is ErrorKinds.Contradicted or ErrorKinds.Unconfirmed;

    private static string Usd(decimal amount) => amount switch
    {
        < 0 => $"-{Usd(-amount)}",
        < 100 when amount != decimal.Truncate(amount) => $"${amount.ToString("0.00", English)}",
        _ => $"${amount.ToString("#,0", English)}",
    };
}

/// <param name="ReportedUsd">The wallet's value by the exchange's report.</param>
/// <param name="ReadUsd">The value of the balances that were read.</param>
internal sealed record ReportedWallet(string Wallet, decimal ReportedUsd, decimal ReadUsd)
{
    /// <summary>True if the values differ by more than two valuations of the same coins do.</summary>
    public bool Differs => Math.Abs(ReportedUsd - ReadUsd) > Math.Max(1, Math.Abs(ReportedUsd) * 0.005m);

    /// <summary>Null where a run kept no amounts.</summary>
    public static ReportedWallet? Of(string wallet, string? reportedUsd, string? readUsd) =>
        decimal.TryParse(reportedUsd, CultureInfo.InvariantCulture, out var reported)
        && decimal.TryParse(readUsd, CultureInfo.InvariantCulture, out var read)
            ? new ReportedWallet(wallet, reported, read)
            : null;
}
