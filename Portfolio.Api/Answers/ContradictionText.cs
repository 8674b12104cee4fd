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
        var name = ExchangeCatalog.DisplayName(exchange);
        var differing = wallets.Where(wallet => wallet.Differs).ToList();
        var facts = (differing.Count > 0 ? differing : wallets).Select(wallet => Difference(name, wallet));
        var what = wallets.Count > 0 ? string.Join(" ", facts) : $"{name} contradicts itself about this wallet.";
        var also = missed.Count > 0 ? $" Not read at all: {string.Join(", ", missed.Select(Label))}." : "";
        return new ErrorText(
            $"{what}{also}",
            "Nothing of it was booked; the last values stay, marked as stale. "
            + (asksPerson
                ? $"Reading it again for a day has not settled it: look at {name}, "
                    + "and confirm the reading if it is right."
                : "It is read again. If the reading is right, you can confirm it."));
    }

    /// <param name="wallets">The names of the wallets whose holdings a reading closes.</param>
    public static ErrorText Unconfirmed(string exchange, IReadOnlyList<string> wallets)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return new ErrorText(
            $"{name} lists nothing any more of all that was held in {string.Join(", ", wallets.Select(Label))}, and "
            + "gave no total to compare that with.",
            "Nothing was booked yet: a second sync, about a minute later, confirms it or not.");
    }

    /// <summary>"OKX reports $84,800 in trading, of which $0 could be read."</summary>
    public static string Difference(string exchangeName, ReportedWallet wallet) => wallet.ReadUsd <= wallet.ReportedUsd
        ? $"{exchangeName} reports {Usd(wallet.ReportedUsd)} in {Label(wallet.Wallet)}, of which {Usd(wallet.ReadUsd)} "
            + "could be read."
        : $"{exchangeName} reports {Usd(wallet.ReportedUsd)} in {Label(wallet.Wallet)}, but {Usd(wallet.ReadUsd)} was "
            + "read.";

    /// <summary>True for the two kinds that this class has sentences for.</summary>
    public static bool Covers(string kind) => kind is ErrorKinds.Contradicted or ErrorKinds.Unconfirmed;

    private static string Usd(decimal amount) => amount switch
    {
        < 0 => $"-{Usd(-amount)}",
        < 100 when amount != decimal.Truncate(amount) => $"${amount.ToString("0.00", English)}",
        _ => $"${amount.ToString("#,0", English)}",
    };

    private static string Label(string wallet) => wallet.Replace('_', ' ');
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
