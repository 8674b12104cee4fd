using System.Globalization;
using System.Text.Json;
using Portfolio.Contracts.Connections;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Worker.Syncs;

/// <summary>Compares a run's reading with the exchange's own totals.</summary>
internal static class AccountCoverage
{
    /// <summary>
    /// Below it a difference is attributed to prices and timing, and not to a product that is not read.
    /// </summary>
    private const decimal PriceNoise = 0.01m;

    /// <summary>A <see cref="Coverage"/> as JSON; null when the exchange gave no total.</summary>
    /// <param name="booked">The account without the wallets that may not be booked.</param>
    public static string? Of(AccountSnapshot snapshot, AccountReading booked)
    {
        if (snapshot.Total is not { } total)
            return null;

        var outside = new List<(string Name, decimal Usd)>();
        var gaps = new List<(WalletGap Gap, decimal Missing)>();
        foreach (var wallet in total.Wallets)
        {
            if (GapOf(wallet, snapshot, booked) is { } gap)
                gaps.Add(gap);
            else if (Uncovered(wallet, snapshot, booked) is not 0 and var usd)
                outside.Add((wallet.ExchangeName, usd));
        }

        var covered = total.TotalUsd - outside.Sum(wallet => wallet.Usd) - gaps.Sum(gap => gap.Missing);
        return JsonSerializer.Serialize(
            new Coverage(
                total.TotalUsd > 0 ? Text(decimal.Clamp(covered / total.TotalUsd, 0, 1), "0.####") : null,
                Text(total.TotalUsd, "0.##"),
                Text(covered, "0.##"),
                [.. outside.Select(wallet => new UncoveredWallet(wallet.Name, Text(wallet.Usd, "0.##")))],
                [.. gaps.Select(gap => gap.Gap)]),
            JsonSerializerOptions.Web);
    }

    /// <summary>Null where the wallet was not read, or where reading and total do not differ.</summary>
    private static (WalletGap Gap, decimal Missing)? GapOf(
        WalletTotal total, AccountSnapshot snapshot, AccountReading booked)
    {
        var read = Read(total, snapshot);
        if (total.HoldsMore || read.Count is 0)
            return null;

        var contradicted = booked.Wallets.Any(wallet =>
            wallet.Outcome is WalletOutcome.Contradicted && total.Counts(wallet.Wallet));
        var readUsd = ValueOf(read, snapshot);
        var missing = total.Usd - readUsd;
        if (!contradicted && (Math.Abs(missing) <= Math.Abs(total.Usd) * PriceNoise || Math.Abs(missing) < 1))
            return null;

        var gap = new WalletGap(
            total.ExchangeName,
            Text(total.Usd, "0.##"),
            Text(readUsd, "0.##"),
            [.. read.SelectMany(wallet => wallet.Balances).Select(balance => balance.Symbol).Distinct()
                .Where(symbol => snapshot.Account.PriceOf(symbol, snapshot.Prices) is null)]);
        return (gap, contradicted ? total.Usd : Math.Max(missing, 0));
    }

    private static decimal Uncovered(WalletTotal total, AccountSnapshot snapshot, AccountReading booked)
    {
        var read = Read(total, snapshot)
            .Where(wallet => booked.Wallets.Any(known =>
                known.Wallet == wallet.Wallet && known.IsKnown))
            .ToList();
        if (read.Count is 0)
            return total.Usd;

        var missing = total.Usd - ValueOf(read, snapshot);
        return missing > total.Usd * PriceNoise && missing >= 1 ? missing : 0;
    }

    private static List<WalletReading> Read(WalletTotal total, AccountSnapshot snapshot) =>
    [
        .. snapshot.Account.Wallets.Where(wallet => wallet.IsKnown && total.Counts(wallet.Wallet)),
    ];

    private static decimal ValueOf(IEnumerable<WalletReading> wallets, AccountSnapshot snapshot) =>
        Valuation.Sum(wallets.Select(wallet => ReadValue.Of(wallet, snapshot))) ?? 0;

    private static string Text(decimal amount, string format) => amount.ToString(format, CultureInfo.InvariantCulture);
}
