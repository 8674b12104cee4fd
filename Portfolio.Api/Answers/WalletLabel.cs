using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The names of wallets, as people read them.</summary>
internal static class WalletLabel
{
    /// <summary>As the exchange's own app names it.</summary>
    /// <param name="wallet">Our name, or that of the exchange's API.</param>
    public static string Of(string exchange, string wallet) =>
        ExchangeCatalog.Find(exchange)?.WalletNames.GetValueOrDefault(wallet) ?? Of(wallet);

    /// <summary>"Spot, Funding and Locked earn".</summary>
    public static string List(string exchange, IEnumerable<string> wallets) =>
        Listing.Of(wallets.Select(wallet => Of(exchange, wallet)));

    private static string Of(string wallet) => wallet switch
    {
        "spot" => Texts.Wallets_Spot,
        "funding" => Texts.Wallets_Funding,
        "earn_flexible" => Texts.Wallets_FlexibleEarn,
        "earn_locked" => Texts.Wallets_LockedEarn,
        "earn_onchain" => Texts.Wallets_OnChainEarn,
        "margin_cross" => Texts.Wallets_CrossMargin,
        "margin_isolated" => Texts.Wallets_IsolatedMargin,
        "futures_usdm" => Texts.Wallets_UsdFutures,
        "futures_coinm" => Texts.Wallets_CoinFutures,
        "trading" => Texts.Wallets_Trading,
        "" => "",
        _ => char.ToUpperInvariant(wallet[0]) + wallet[1..].Replace('_', ' '),
    };
}
