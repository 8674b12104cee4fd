namespace Portfolio.Simulator.Accounts;

/// <summary>The wallets an account can have, as the control API writes them.</summary>
internal static class WalletKinds
{
    public const string Spot = "spot";
    public const string Funding = "funding";

    /// <summary>Simple Earn, flexible: the free part is what is subscribed; it has no locked part.</summary>
    public const string EarnFlexible = "earn_flexible";

    /// <summary>Simple Earn, locked: free and locked stand for two subscriptions of the same asset.</summary>
    public const string EarnLocked = "earn_locked";

    public static IReadOnlyList<string> All { get; } = [Spot, Funding, EarnFlexible, EarnLocked];
}
