using Portfolio.Simulator.Okx;

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

    /// <summary>OKX's trading account, the only wallet in which something can be borrowed.</summary>
    public const string Trading = "trading";

    /// <summary>OKX's Simple Earn, flexible; it has no locked part.</summary>
    public const string Savings = "savings";

    /// <summary>OKX's place for coins it has delisted and their owners have not withdrawn.</summary>
    public const string NonTradable = "non_tradable";

    private static readonly string[] Binance = [Spot, Funding, EarnFlexible, EarnLocked];
    private static readonly string[] Okx = [Trading, Funding, Savings, NonTradable];

    public static IReadOnlyList<string> At(string exchange) => exchange == OkxRoutes.Exchange ? Okx : Binance;

    public static bool CanLock(string wallet) => wallet is not (EarnFlexible or Savings or NonTradable);
}
