using System.Collections.Frozen;
using System.Text.Json;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Exchanges;

/// <summary>One complete reading of an account.</summary>
/// <param name="AccountId">
/// The exchange's stable id of the account; null where it gives none, or gives it together with a wallet that was not
/// read (Binance's comes with the spot balances).
/// </param>
internal sealed record AccountReading(string? AccountId, IReadOnlyList<WalletReading> Wallets)
{
    /// <summary>
    /// The exchange's own valuation of assets of this account, by symbol: only for assets that the price list does not
    /// price. Null where it gives none.
    /// </summary>
    public IReadOnlyDictionary<string, Price>? OwnPrices { get; init; }

    /// <summary>
    /// Flexible earn as the spot wallet lists it: the quantity of each receipt under the asset that it stands for. Each
    /// asset once; empty where spot lists none, null where spot was not read and at exchanges without receipts.
    /// </summary>
    public IReadOnlyList<AssetQuantity>? Receipts { get; init; }

    /// <summary>
    /// Why the first of the wallets that failed this time was not read; null when none did. An account whose id was
    /// missed with it cannot be recognised, so a first sync waits for a reading that has it.
    /// </summary>
    public ExchangeException? Missed => Wallets
        .FirstOrDefault(wallet => wallet.Outcome is WalletOutcome.Unavailable)?.Failure;

    /// <param name="wallet">One of <see cref="WalletNames"/>.</param>
    /// <returns>Null where the exchange has no such wallet.</returns>
    public WalletReading? Find(string wallet) => Wallets.FirstOrDefault(known => known.Wallet == wallet);

    /// <summary>
    /// The market's price; where there is no live pair, the exchange's own valuation; null without either.
    /// </summary>
    public Price? PriceOf(string symbol, PriceList prices) =>
        prices.Find(symbol) ?? OwnPrices?.GetValueOrDefault(symbol);
}

/// <summary>One wallet of an account. Only an <see cref="WalletOutcome.Ok"/> reading shows its balances.</summary>
/// <param name="Wallet">One of <see cref="WalletNames"/>.</param>
/// <param name="Balances">
/// Each asset once, quantities above zero (below it with debts); of a skipped wallet those of its last reading; else
/// empty.
/// </param>
/// <param name="Failure">Why it could not be read; null when it was, or was skipped.</param>
internal sealed record WalletReading(
    string Wallet,
    WalletOutcome Outcome,
    IReadOnlyList<AssetQuantity> Balances,
    ExchangeException? Failure = null)
{
    /// <summary>
    /// The wallet's value in USD by the same answer, unrealised profit included; null where the answer has no such
    /// total, or an unreadable one.
    /// </summary>
    public decimal? ReportedUsd { get; init; }

    /// <summary>When a skipped wallet was last read; null of others.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Its balances are those of the wallet: it was read, or skipped because nothing shows a change.</summary>
    public bool IsKnown => Outcome is WalletOutcome.Ok or WalletOutcome.Skipped;

    /// <summary>
    /// The assets among the balances that the wallet itself does not list, and only receipts in the spot wallet show.
    /// </summary>
    public IReadOnlySet<string> FromReceipts { get; init; } = FrozenSet<string>.Empty;
}

/// <summary>
/// The coins of one asset in a wallet, free and locked together, in units of the asset. Below zero with debts.
/// </summary>
internal readonly record struct AssetQuantity(string Symbol, decimal Quantity)
{
    /// <summary>
    /// Profit of open positions that are settled in this asset, in units of it; below zero: a loss. It is beside
    /// <see cref="Quantity"/>, counts in the value, and is never booked.
    /// </summary>
    public decimal UnrealizedProfit { get; init; }

    /// <summary>Coins and unrealised profit together: multiplied by the price, the value of the asset.</summary>
    public decimal Equity => Quantity + UnrealizedProfit;

    /// <summary>Each asset once, without those that have neither coins nor profit left.</summary>
    /// <exception cref="ExchangeException"><c>exchange_unavailable</c>: more than a decimal holds.</exception>
    public static IReadOnlyList<AssetQuantity> Sum(IEnumerable<AssetQuantity> rows)
    {
        var sums = new Dictionary<string, AssetQuantity>();
        try
        {
            foreach (var row in rows)
                sums[row.Symbol] = (sums.TryGetValue(row.Symbol, out var sum) ? sum.Plus(row) : row).Countable();
        }
        catch (OverflowException fault)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "More of an asset is listed than can be counted.", null, fault);
        }

        return [.. sums.Values.Where(sum => sum is not { Quantity: 0, UnrealizedProfit: 0 })];
    }

    /// <summary>Rows of a wallet that lists each asset once.</summary>
    /// <exception cref="JsonException">An asset is listed twice: either row may be wrong.</exception>
    public static IReadOnlyList<AssetQuantity> EachOnce(IReadOnlyList<AssetQuantity> rows) =>
        rows.DistinctBy(row => row.Symbol).Count() == rows.Count
            ? rows
            : throw new JsonException("An asset is listed twice.");

    /// <exception cref="OverflowException">More than can be added up over wallets.</exception>
    private AssetQuantity Countable() => Amounts.IsQuantity(Quantity) && Amounts.IsQuantity(Equity)
        ? this
        : throw new OverflowException("An amount is too large.");

    /// <exception cref="OverflowException">Coins, profit or both together are more than a decimal holds.</exception>
    private AssetQuantity Plus(AssetQuantity other)
    {
        var sum = this with
        {
            Quantity = Quantity + other.Quantity,
            UnrealizedProfit = UnrealizedProfit + other.UnrealizedProfit,
        };
        _ = sum.Equity;
        return sum;
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

    /// <summary>It was read, and another answer of the exchange contradicts it: it is not booked.</summary>
    Contradicted,

    /// <summary>It was left out: it is expensive to read, and cheaper answers show no change of it.</summary>
    Skipped,
}

/// <summary>The wallets, as they are written in JSON and in <c>balances.wallet</c>.</summary>
internal static class WalletNames
{
    public const string Spot = "spot";
    public const string Funding = "funding";
    public const string EarnFlexible = "earn_flexible";
    public const string EarnLocked = "earn_locked";
    public const string Trading = "trading";

    /// <summary>Of Kraken: the part of Earn that no other wallet lists.</summary>
    public const string Earn = "earn";

    /// <summary>Staking and DeFi. Binance and OKX count it in their total of earn.</summary>
    public const string EarnOnChain = "earn_onchain";

    public const string MarginCross = "margin_cross";
    public const string MarginIsolated = "margin_isolated";
    public const string FuturesUsd = ValuedWallets.FuturesUsd;
    public const string FuturesCoin = ValuedWallets.FuturesCoin;

    /// <summary>Most accounts do not use them; <see cref="OccasionalReading"/> says when they are read.</summary>
    public static readonly IReadOnlySet<string> Occasional =
        FrozenSet.Create(EarnOnChain, MarginCross, MarginIsolated, FuturesUsd, FuturesCoin);
}
