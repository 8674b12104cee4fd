using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>The wallets of an account at OKX.</summary>
internal static class OkxWallets
{
    /// <summary>The trading account, the only wallet in which assets can be borrowed.</summary>
    public static Wallet Trading { get; } = new("trading", CanBorrow: true, HoldsPositions: true);

    public static Wallet Funding { get; } = new("funding");

    /// <summary>Simple Earn, flexible; it has no locked part.</summary>
    public static Wallet Savings { get; } = new("savings", CanLock: false);

    /// <summary>On-chain earn: free and locked are two orders of the same asset.</summary>
    public static Wallet OnChain { get; } = new("earn_onchain");

    /// <summary>The place for coins that OKX has delisted and their owners have not withdrawn.</summary>
    public static Wallet NonTradable { get; } = new("non_tradable", CanLock: false);

    public static IReadOnlyList<Wallet> All { get; } = [Trading, Funding, Savings, OnChain, NonTradable];
}
