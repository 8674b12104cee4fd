namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>What distinguishes an account at OKX beside its balances.</summary>
internal sealed record OkxTraits
{
    public static OkxTraits Plain { get; } = new();

    /// <summary>Of a sub-account: the account above it.</summary>
    public long? MainUid { get; init; }

    /// <summary><c>acctLv</c>: 1 spot, 2 futures, 3 multi-currency margin, 4 portfolio margin.</summary>
    public string Level { get; init; } = "1";

    /// <summary>An account of demo trading, whose keys are good for nothing else.</summary>
    public bool DemoTrading { get; init; }

    /// <summary>Trading bots hold what is locked, not orders.</summary>
    public bool LockedByBots { get; init; }
}
