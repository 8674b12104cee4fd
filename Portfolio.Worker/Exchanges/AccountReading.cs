using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>One complete look at an account.</summary>
/// <param name="AccountId">
/// The exchange's stable id of the account; null where it does not tell, or told together with a wallet that was not
/// read (Binance's stands beside the spot balances).
/// </param>
internal sealed record AccountReading(string? AccountId, IReadOnlyList<WalletReading> Wallets)
{
    /// <summary>
    /// The exchange's own valuation of assets of this account, by symbol: only for what the price list does not price.
    /// Null where it gives none.
    /// </summary>
    public IReadOnlyDictionary<string, Price>? OwnPrices { get; init; }

    /// <summary>
    /// Why the first of the wallets that failed this time was not read; null when none did. An account whose id was
    /// missed with it cannot be recognised, so a first sync waits for a reading that has it.
    /// </summary>
    public ExchangeException? Missed => Wallets
        .FirstOrDefault(wallet => wallet.Outcome is WalletOutcome.Unavailable)?.Failure;

    /// <summary>The market's price; where there is no live pair, the exchange's own valuation; null without either.</summary>
    public Price? PriceOf(string symbol, PriceList prices) => prices.Find(symbol) ?? OwnPrices?.GetValueOrDefault(symbol);
}

/// <summary>
/// One wallet of an account. Only an <see cref="WalletOutcome.Ok"/> reading says anything about its balances.
/// </summary>
/// <param name="Wallet">One of <see cref="WalletNames"/>.</param>
/// <param name="Balances">
/// Each asset once, quantities above zero (below it with debts); empty unless the outcome is ok.
/// </param>
/// <param name="Failure">Why it was not read; null when it was.</param>
/// <param name="Fallback">
/// What another source says of a wallet that was not read (receipts of flexible earn): to be used for an asset of which
/// nothing is stored, never beside a stored quantity. Each asset once; null when there is none.
/// </param>
internal sealed record WalletReading(
    string Wallet,
    WalletOutcome Outcome,
    IReadOnlyList<AssetQuantity> Balances,
    ExchangeException? Failure = null,
    IReadOnlyList<AssetQuantity>? Fallback = null);

/// <summary>What a wallet holds of one asset: free and locked together, in units of the asset.</summary>
internal readonly record struct AssetQuantity(string Symbol, decimal Quantity)
{
    /// <summary>Each asset once, and none of which nothing is left.</summary>
    /// <exception cref="ExchangeException"><c>exchange_unavailable</c>: more than a decimal holds.</exception>
    public static IReadOnlyList<AssetQuantity> Sum(IEnumerable<AssetQuantity> rows)
    {
        var sums = new Dictionary<string, decimal>();
        try
        {
            foreach (var (symbol, quantity) in rows)
                sums[symbol] = sums.GetValueOrDefault(symbol) + quantity;
        }
        catch (OverflowException fault)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "More of an asset is listed than can be counted.", null, fault);
        }

        return [.. from sum in sums where sum.Value is not 0 select new AssetQuantity(sum.Key, sum.Value)];
    }
}

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
