using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Binance.Accounts;

/// <summary>The wallets of an account at Binance.</summary>
internal static class BinanceWallets
{
    public static Wallet Spot { get; } = new("spot");

    public static Wallet Funding { get; } = new("funding");

    /// <summary>Simple Earn, flexible: the free part is the subscription; it has no locked part.</summary>
    public static Wallet EarnFlexible { get; } = new("earn_flexible", CanLock: false);

    /// <summary>Simple Earn, locked: free and locked stand for two subscriptions of the same asset.</summary>
    public static Wallet EarnLocked { get; } = new("earn_locked");

    public static IReadOnlyList<Wallet> All { get; } = [Spot, Funding, EarnFlexible, EarnLocked];
}
