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

    /// <summary>On-chain yields, as locked earn.</summary>
    public static Wallet EarnOnChain { get; } = new("earn_onchain");

    public static Wallet MarginCross { get; } = new("margin_cross", CanBorrow: true);

    /// <summary>One pair with USDT for each asset; what is held of USDT itself is in the pair of BTC.</summary>
    public static Wallet MarginIsolated { get; } = new("margin_isolated", CanBorrow: true);

    /// <summary>Free and locked together are the balance; profits are beside it.</summary>
    public static Wallet FuturesUsd { get; } = new("futures_usdm", HoldsPositions: true);

    public static Wallet FuturesCoin { get; } = new("futures_coinm", HoldsPositions: true);

    public static IReadOnlyList<Wallet> All { get; } =
    [
        Spot, Funding, EarnFlexible, EarnLocked, EarnOnChain, MarginCross, MarginIsolated, FuturesUsd, FuturesCoin,
    ];
}
