using System.Globalization;
using System.Text.Json;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>What share of an account a run has read, measured by the exchange's own totals. Amounts in USD, as text.</summary>
/// <param name="Share">From 0 to 1, to four places; null when the account is worth nothing.</param>
/// <param name="Outside">What was not read: other wallets (futures, margin, copy trading), and those that were missed.</param>
internal sealed record Coverage(string? Share, string AccountUsd, string CoveredUsd, IReadOnlyList<UncoveredWallet> Outside)
{
    /// <summary>Null when the exchange gave no total.</summary>
    public static string? Of(AccountSnapshot snapshot)
    {
        if (snapshot.Total is not { } total)
            return null;

        var read = snapshot.Account.Wallets
            .Where(wallet => wallet.Outcome is WalletOutcome.Ok)
            .Select(wallet => wallet.Wallet)
            .ToHashSet();
        var outside = total.Wallets.Where(wallet => wallet.Wallet is not { } name || !read.Contains(name)).ToList();
        var covered = total.TotalUsd - outside.Sum(wallet => wallet.Usd);
        return JsonSerializer.Serialize(
            new Coverage(
                total.TotalUsd > 0 ? Text(decimal.Clamp(covered / total.TotalUsd, 0, 1), "0.####") : null,
                Text(total.TotalUsd, "0.##"),
                Text(covered, "0.##"),
                [.. outside.Where(wallet => wallet.Usd is not 0)
                    .Select(wallet => new UncoveredWallet(wallet.ExchangeName, Text(wallet.Usd, "0.##")))]),
            JsonSerializerOptions.Web);
    }

    private static string Text(decimal amount, string format) => amount.ToString(format, CultureInfo.InvariantCulture);
}

/// <param name="Wallet">As the exchange calls it.</param>
internal sealed record UncoveredWallet(string Wallet, string Usd);
