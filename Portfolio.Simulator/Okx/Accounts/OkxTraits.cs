namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>The traits of an account at OKX beside its balances.</summary>
internal sealed record OkxTraits
{
    public static OkxTraits Plain { get; } = new();

    /// <summary>Of a sub-account: the account above it.</summary>
    public long? MainUid { get; init; }

    /// <summary><c>acctLv</c>: 1 spot, 2 futures, 3 multi-currency margin, 4 portfolio margin.</summary>
    public string Level { get; init; } = "1";

    /// <summary>An account of demo trading, whose keys work nowhere else.</summary>
    public bool DemoTrading { get; init; }

    /// <summary>Trading bots hold the locked part, not orders.</summary>
    public bool LockedByBots { get; init; }
}
