using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>The value of a wallet's reading, as the exchange's total counts it.</summary>
internal static class ReadValue
{
    /// <summary>
    /// USD of the priced assets, unrealised profit included, debts below zero; null beyond a decimal.
    /// </summary>
    /// <param name="stored">
    /// Their last prices serve for assets that no longer have one: coins that move into such a wallet keep their value
    /// in the total too. Null: such assets count as zero.
    /// </param>
    public static decimal? Of(
        WalletReading wallet, AccountSnapshot snapshot, IReadOnlyList<StoredBalance>? stored = null) =>
        Of(wallet.Balances, snapshot, stored);

    /// <inheritdoc cref="Of(WalletReading, AccountSnapshot, IReadOnlyList{StoredBalance}?)"/>
    public static decimal? Of(
        IReadOnlyList<AssetQuantity> balances, AccountSnapshot snapshot, IReadOnlyList<StoredBalance>? stored) =>
        Valuation.Sum(balances.Select(balance => PriceOf(balance.Symbol, snapshot, stored) is { } price
            ? Valuation.Of(balance.Equity, price)
            : 0));

    private static Price? PriceOf(
        string symbol, AccountSnapshot snapshot, IReadOnlyList<StoredBalance>? stored) =>
        snapshot.Account.PriceOf(symbol, snapshot.Prices)
            ?? (stored?.FirstOrDefault(row => row.Symbol == symbol && row.PriceUsd is not null)?.PriceUsd is { } usd
                ? new Price(usd, "last known")
                : null);
}
