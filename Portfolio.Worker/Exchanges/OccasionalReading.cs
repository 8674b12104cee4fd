using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Adds the wallets that most accounts do not use: each call counts against the exchange's limits, so a wallet is read
/// only where the exchange's own total shows a value in it, or where something of it is stored.
/// </summary>
internal static class OccasionalReading
{
    /// <summary>USD: an empty wallet may report the rounding of a few satoshis.</summary>
    private const decimal LeastUsd = 0.01m;

    /// <summary>USD beyond the positions of Simple Earn, from which on other products are looked for.</summary>
    private const decimal LeastBeyondUsd = 1;

    /// <summary>Of the total of earn: a smaller difference is one of prices.</summary>
    private const decimal PriceNoise = 0.01m;

    /// <summary>The account, under the names that the exchange used, with these wallets.</summary>
    /// <param name="held">Wallets of which something is stored.</param>
    /// <exception cref="ExchangeException">A failure that concerns the whole run.</exception>
    public static async Task<AccountReading> AddToAsync(
        IExchange exchange, ExchangeKey key, AccountSnapshot snapshot, IReadOnlySet<string> held, CancellationToken ct)
    {
        var raw = snapshot.Raw;
        var wanted = exchange.OccasionalWallets
            .Where(wallet => raw.Find(wallet) is null && (held.Contains(wallet) || IsUsed(wallet, snapshot)))
            .ToList();
        if (wanted.Count is 0)
            return raw;

        using var time = WalletTime.Begin(key, ct);
        var read = await Task.WhenAll(wanted.Select(wallet => IsSkipped(wallet, raw)
            ? Task.FromResult(new WalletReading(wallet, WalletOutcome.Skipped, []))
            : exchange.ReadOccasionalAsync(time.Key, wallet, time.Token)));
        ct.ThrowIfCancellationRequested();
        WalletReads.ThrowIfTheRunEnds([.. raw.Wallets, .. read.Where(wallet => !IsBlocked(wallet))]);
        return raw with { Wallets = [.. raw.Wallets, .. read.Select(OfThisPlace)] };
    }

    /// <summary>Futures are closed to more countries than the other wallets, which were read from here.</summary>
    private static WalletReading OfThisPlace(WalletReading wallet) =>
        IsBlocked(wallet) ? wallet with { Outcome = WalletOutcome.Refused } : wallet;

    private static bool IsBlocked(WalletReading wallet) => wallet.Failure is { Kind: ErrorKinds.RegionBlocked };

    /// <summary>The exchange's total shows that nothing is in it, so it need not be read.</summary>
    public static bool IsKnownEmpty(string wallet, AccountSnapshot snapshot) => wallet is WalletNames.EarnOnChain
        ? snapshot.Account.Wallets.Any(known => known.Wallet is WalletNames.EarnFlexible && IsRead(known))
            && snapshot.Total is not null && !IsBeyondSimpleEarn(snapshot)
        : snapshot.Total?.Wallets.Any(total => total.Wallet == wallet && Math.Abs(total.Usd) < LeastUsd) is true;

    private static bool IsRead(WalletReading wallet) =>
        wallet.Outcome is WalletOutcome.Ok or WalletOutcome.Unsupported;

    /// <summary>A run that skips Simple Earn cannot tell which part of the total is beyond it.</summary>
    private static bool IsSkipped(string wallet, AccountReading account) =>
        wallet is WalletNames.EarnOnChain
        && account.Find(WalletNames.EarnFlexible) is { Outcome: WalletOutcome.Skipped };

    private static bool IsUsed(string wallet, AccountSnapshot snapshot) =>
        wallet is WalletNames.EarnOnChain
            ? IsBeyondSimpleEarn(snapshot)
            : snapshot.Total?.Wallets.Any(total => total.Wallet == wallet && Math.Abs(total.Usd) >= LeastUsd) is true;

    private static bool IsBeyondSimpleEarn(AccountSnapshot snapshot)
    {
        if (snapshot.Total?.Wallets.FirstOrDefault(total => total.Wallet is WalletNames.EarnFlexible) is not { } total)
            return false;

        var simple = snapshot.Account.Wallets.Where(wallet => total.Counts(wallet.Wallet)).ToList();
        return simple.TrueForAll(IsRead)
            && total.Usd - simple.SelectMany(wallet => wallet.Balances).Sum(ValueOf) is var beyond
            && beyond >= LeastBeyondUsd && beyond > total.Usd * PriceNoise;

        decimal ValueOf(AssetQuantity balance) =>
            Amounts.OrNull(() => balance.Equity * (snapshot.Account.PriceOf(balance.Symbol, snapshot.Prices)?.Usd ?? 0))
                ?? 0;
    }
}
