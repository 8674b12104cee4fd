namespace Portfolio.Storage.Syncs;

/// <summary>
/// Wallets of derivatives. They count by their value as a whole: coins in them are margin, which profits, losses and
/// funding fees change all the time, so none of it is in the ledger or in a holding.
/// </summary>
public static class ValuedWallets
{
    /// <summary>Of Binance: futures that are settled in stablecoins.</summary>
    public const string FuturesUsd = "futures_usdm";

    /// <summary>Of Binance: futures that are settled in the coin itself.</summary>
    public const string FuturesCoin = "futures_coinm";

    /// <summary>As a list in a statement.</summary>
    internal const string List = $"('{FuturesUsd}', '{FuturesCoin}')";

    public static bool Has(string wallet) => wallet is FuturesUsd or FuturesCoin;
}
