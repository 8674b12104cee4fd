namespace Portfolio.Worker.Exchanges;

/// <summary>One complete look at an account.</summary>
/// <param name="AccountId">The exchange's stable id of the account; null where it does not tell.</param>
internal sealed record AccountReading(string? AccountId, IReadOnlyList<WalletReading> Wallets);

/// <summary>One wallet of an account. Only an <see cref="WalletOutcome.Ok"/> reading says anything about its balances.</summary>
/// <param name="Wallet">One of <see cref="WalletNames"/>.</param>
/// <param name="Balances">Each asset once, quantities above zero (below it with debts); empty unless the outcome is ok.</param>
/// <param name="Failure">Why it was not read; null when it was.</param>
internal sealed record WalletReading(
    string Wallet, WalletOutcome Outcome, IReadOnlyList<AssetQuantity> Balances, ExchangeException? Failure = null);

/// <summary>What a wallet holds of one asset: free and locked together, in units of the asset.</summary>
internal readonly record struct AssetQuantity(string Symbol, decimal Quantity);

internal enum WalletOutcome
{
    Ok,

    /// <summary>The key may not read this wallet.</summary>
    Refused,

    /// <summary>It should have been readable, and was not, this time.</summary>
    Unavailable,

    /// <summary>The venue does not have this wallet (testnet, Binance.US).</summary>
    Unsupported,
}

/// <summary>The wallets, as they are written in JSON and in <c>balances.wallet</c>.</summary>
internal static class WalletNames
{
    public const string Spot = "spot";
    public const string Funding = "funding";
    public const string EarnFlexible = "earn_flexible";
    public const string EarnLocked = "earn_locked";
    public const string Trading = "trading";
}
