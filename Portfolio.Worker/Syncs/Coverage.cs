using System.Globalization;
using System.Text.Json;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>What share of an account a run has read, by the exchange's own totals. Amounts in USD, as text.</summary>
/// <param name="Share">From 0 to 1, to four places; null when the account is worth nothing.</param>
/// <param name="Outside">
/// What was not read: other wallets (futures, margin, copy trading), those that were missed, and what a total holds
/// beyond the products that are read of it (staking beside savings).
/// </param>
internal sealed record Coverage(
    string? Share, string AccountUsd, string CoveredUsd, IReadOnlyList<UncoveredWallet> Outside)
{
    /// <summary>Below it a difference is taken for one of prices and moments, and not for a product that is not read.</summary>
    private const decimal PriceNoise = 0.01m;

    /// <summary>As JSON; null when the exchange gave no total.</summary>
    public static string? Of(AccountSnapshot snapshot)
    {
        if (snapshot.Total is not { } total)
            return null;

        var outside = total.Wallets
            .Select(wallet => (wallet.ExchangeName, Usd: Uncovered(wallet, snapshot)))
            .Where(wallet => wallet.Usd is not 0)
            .ToList();
        var covered = total.TotalUsd - outside.Sum(wallet => wallet.Usd);
        return JsonSerializer.Serialize(
            new Coverage(
                total.TotalUsd > 0 ? Text(decimal.Clamp(covered / total.TotalUsd, 0, 1), "0.####") : null,
                Text(total.TotalUsd, "0.##"),
                Text(covered, "0.##"),
                [.. outside.Select(wallet => new UncoveredWallet(wallet.ExchangeName, Text(wallet.Usd, "0.##")))]),
            JsonSerializerOptions.Web);
    }

    private static decimal Uncovered(WalletTotal total, AccountSnapshot snapshot)
    {
        var read = snapshot.Account.Wallets
            .Where(wallet => wallet.Outcome is WalletOutcome.Ok && BelongsTo(wallet.Wallet, total))
            .ToList();
        if (read.Count is 0)
            return total.Usd;

        var missing = total.Usd - read.Sum(wallet => ValueOf(wallet, snapshot));
        return missing > total.Usd * PriceNoise && missing >= 1 ? missing : 0;
    }

    /// <summary>Exchanges have one total for all kinds of earn.</summary>
    private static bool BelongsTo(string wallet, WalletTotal total) => total.Wallet is WalletNames.EarnFlexible
        ? wallet is WalletNames.EarnFlexible or WalletNames.EarnLocked
        : wallet == total.Wallet;

    private static decimal ValueOf(WalletReading wallet, AccountSnapshot snapshot) => wallet.Balances.Sum(balance =>
        Valuation.Of(balance.Equity, snapshot.Account.PriceOf(balance.Symbol, snapshot.Prices)) ?? 0);

    private static string Text(decimal amount, string format) => amount.ToString(format, CultureInfo.InvariantCulture);
}

/// <param name="Wallet">As the exchange calls it.</param>
internal sealed record UncoveredWallet(string Wallet, string Usd);
