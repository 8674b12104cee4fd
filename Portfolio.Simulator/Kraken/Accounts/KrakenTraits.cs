namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>
/// The traits of an account at Kraken beside its balances, and the body of
/// <c>/_simulator/kraken/accounts/{name}/traits</c>.
/// </summary>
internal sealed record KrakenTraits
{
    public static KrakenTraits Plain { get; } = new();

    /// <summary>Information about the key in snake_case, and its window as a string.</summary>
    public bool SnakeCase { get; init; }

    /// <summary>GetApiKeyInfo is an unknown method.</summary>
    public bool LacksKeyInfo { get; init; }

    /// <summary>BalanceEx writes JSON numbers.</summary>
    public bool Numbers { get; init; }

    /// <summary>In dollars; null: no credit line, and debts are negative balances.</summary>
    public decimal? CreditLine { get; init; }

    /// <summary>Assets whose rows remain with a balance of zero, by their plain symbols.</summary>
    public IReadOnlyList<string> OnceHeld { get; init; } = [];

    /// <summary>starter, intermediate or pro; null: that of the settings.</summary>
    public string? Tier { get; init; }
}
