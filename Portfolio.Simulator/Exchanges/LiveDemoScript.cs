using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Exchanges;

/// <summary>The role of an exchange's demo accounts in the live demonstration.</summary>
internal sealed record LiveDemoScript
{
    public static LiveDemoScript Still { get; } = new();

    /// <summary>Balances in them change now and then.</summary>
    public IReadOnlyList<DemoWallet> Moving { get; init; } = [];

    /// <summary>Their open positions gain and lose all the time.</summary>
    public IReadOnlyList<DemoWallet> WithPositions { get; init; } = [];

    /// <summary>The account for which the exchange fails now and then; null: none.</summary>
    public string? Unsteady { get; init; }
}

/// <summary>One wallet of a demo account.</summary>
internal sealed record DemoWallet(string Account, Wallet Wallet);
