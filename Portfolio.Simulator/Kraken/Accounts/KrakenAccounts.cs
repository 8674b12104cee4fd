using System.Net;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>An account at Kraken for every case worth showing. The README lists them for readers.</summary>
internal static class KrakenAccounts
{
    private const long FirstUid = 610_000_000_000;

    public static IEnumerable<Credential> Make() =>
    [
        .. Presentable(), .. KrakenKeyAccounts.Make(), .. KrakenEarnAccounts.Make(), .. KrakenEdgeCaseAccounts.Make(),
    ];

    private static IEnumerable<Credential> Presentable()
    {
        yield return Demo(
            "kraken-everyday", "An ordinary account: seven coins, euros and some dust, a part of it earning rewards",
            Account(1, "BTC 0.1834+0.02", "ETH 2.4", "XRP 1250", "USD 940.25+60", "EUR 310.5", "LTC 4.5", "SHIB 2100")
                .Hold(KrakenWallets.Rewards, "SOL 21.75", "ADA 1800", "USDC 650.125"));
        yield return Demo(
            "kraken-everywhere", "Every kind of row that Kraken has, and a vault that is in none",
            Account(2, "BTC 0.11", "ETH 0.75+0.25", "USD 1200.4", "DOGE 3000", "KFEE 420.5")
                .Hold(KrakenWallets.Rewards, "BTC 0.05", "USDC 800", "SOL 6.5")
                .Hold(KrakenWallets.Staked, "ETH 1.5", "ADA 900", "ATOM 40+5")
                .Hold(KrakenWallets.Bonded, "DOT 120", "KAVA 310", "SOL 3.25")
                .Hold(KrakenWallets.OptIn, "BTC 0.02", "USD 150")
                .Hold(KrakenWallets.Yield, "USDC 500", "DOT 35")
                .Hold(KrakenWallets.Parachain, "DOT 18", "KSM 2.5")
                .Hold(KrakenWallets.Hold, "EUR 200", "USD 75")
                .Hold(KrakenWallets.Tokenized, "NVDAx 2.5", "AAPLx 1")
                .Hold(KrakenWallets.Vault, "USDC 2500"));
    }

    public static Credential Demo(
        string name,
        string description,
        SimulatedAccount account,
        KeyRights? rights = null,
        IReadOnlyList<IPAddress>? addresses = null,
        KrakenKeyTraits? key = null)
    {
        if (key is not null && account is KrakenAccount owner)
            owner.SetTraits(name, key);
        return new()
        {
            Name = name,
            Exchange = KrakenExchange.ExchangeName,
            Description = description,
            ApiKey = KrakenKeys.Key(name),
            ApiSecret = KrakenKeys.Secret(name),
            Account = account,
            Rights = rights ?? KrakenRights.ReadOnly,
            AllowedAddresses = addresses ?? [],
        };
    }

    public static SimulatedAccount Account(int number, params string[] spot) =>
        Account(number, KrakenTraits.Plain, spot);

    public static SimulatedAccount Account(int number, KrakenTraits traits, params string[] spot) =>
        new KrakenAccount(FirstUid + number) { Traits = traits }.Hold(KrakenWallets.Spot, spot);
}
