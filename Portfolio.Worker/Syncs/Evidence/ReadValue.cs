using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>What a reading of a wallet is worth, as the exchange's total counts it.</summary>
internal static class ReadValue
{
    /// <summary>USD of the priced assets, unrealised profit included, debts below zero; null beyond a decimal.</summary>
    public static decimal? Of(WalletReading wallet, AccountSnapshot snapshot) => Valuation.Sum(
        wallet.Balances.Select(balance => snapshot.Account.PriceOf(balance.Symbol, snapshot.Prices) is { } price
            ? Valuation.Of(balance.Equity, price)
            : 0));
}
