using System.Net;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>An account at OKX for every case worth showing. The README lists them for readers.</summary>
internal static class OkxAccounts
{
    private const long FirstUid = 447_058_923_436_000;

    private static readonly Dictionary<string, decimal> Outside = new() { ["classic"] = 0.05m, ["earn"] = 0.02m };

    public static IEnumerable<Credential> Make() =>
        [.. Presentable(), .. Regional(), .. Refused(), .. OkxEdgeCaseAccounts.Make()];

    private static IEnumerable<Credential> Presentable()
    {
        yield return Demo(
            "okx-everyday", "An ordinary account: seven coins and some dust in the trading account",
            Account(1, "BTC 0.2134+0.02", "ETH 2.75", "SOL 18.4", "USDT 1820.55512345+75.5", "OKB 22", "XRP 940",
                "DOGE 5200", "TRX 0.7"));
        yield return Demo(
            "okx-everywhere", "Trading, funding and flexible savings, and more in products out of reach",
            new OkxAccount(FirstUid + 2) { OutsideBtc = Outside }
                .Hold(OkxWallets.Trading, "BTC 0.15", "ETH 1.1", "USDT 640.25")
                .Hold(OkxWallets.Funding, "USDT 410+25", "BTC 0.03", "SOL 6.5", "LINK 40.25")
                .Hold(OkxWallets.Savings, "USDT 3500.0010737388791526", "ETH 0.8", "ADA 1250"));
        yield return Demo(
            "okx-staking", "Coins in on-chain earn, a part of them on its way out", Staking(Account(5)));
    }

    private static SimulatedAccount Staking(SimulatedAccount account) => account
        .Hold(OkxWallets.Trading, "USDT 500", "BTC 0.05")
        .Hold(OkxWallets.Savings, "USDT 250")
        .Hold(OkxWallets.OnChain, "SOL 12+3", "ETH 0.75");

    private static IEnumerable<Credential> Regional()
    {
        yield return Demo(
            "okx-eea", "Lives at OKX's host for Europe", Account(3, "BTC 0.31", "USDC 900", "EURC 450"),
            region: OkxRegion.Eea);
        yield return Demo(
            "okx-us", "Lives at OKX's host for the United States", Account(4, "BTC 0.27", "USDC 1200", "SOL 9"),
            region: OkxRegion.Us);
    }

    private static IEnumerable<Credential> Refused()
    {
        yield return Demo(
            "okx-trader", "The key may trade", Account(10, "BTC 0.2", "USDT 1000"),
            OkxRights.ReadOnly.With("trade"));
        yield return Demo(
            "okx-withdrawer", "The key may withdraw (from one address)", Account(11, "BTC 0.2", "USDT 1000"),
            OkxRights.ReadOnly.With("withdraw"), [IPAddress.Loopback, IPAddress.IPv6Loopback]);
        yield return Demo(
            "okx-unreadable", "The key may not read", Account(12, "BTC 0.2"),
            OkxRights.ReadOnly.With(OkxRights.Reading, value: false).With("trade"));
        yield return Demo(
            "okx-ip-restricted", "The key is bound to 203.0.113.7", Account(13, "BTC 0.2"),
            addresses: [IPAddress.Parse("203.0.113.7")]);
        yield return Demo(
            "okx-region-blocked", "Every request with this key comes from a forbidden country", Account(14, "BTC 0.2"),
            regionBlocked: true);
        yield return Demo(
            "okx-demo-trading", "A key of OKX's demo trading, of no use elsewhere",
            Account(15, new OkxTraits { DemoTrading = true }, "BTC 100"));
        var twins = Account(16, "BTC 0.6", "ETH 3", "USDC 700");
        yield return Demo("okx-twin-one", "One of two keys of the same account", twins);
        yield return Demo("okx-twin-two", "The other key of the account of okx-twin-one", twins);
    }

    public static Credential Demo(
        string name,
        string description,
        SimulatedAccount account,
        KeyRights? rights = null,
        IReadOnlyList<IPAddress>? addresses = null,
        OkxRegion? region = null,
        bool regionBlocked = false) => new()
        {
            Name = name,
            Exchange = OkxExchange.ExchangeName,
            Description = description,
            ApiKey = OkxKeys.Key(name),
            ApiSecret = OkxKeys.Secret(name),
            Passphrase = OkxKeys.Passphrase(name),
            Region = (region ?? OkxRegion.Global).Name,
            Account = account,
            Rights = rights ?? OkxRights.ReadOnly,
            AllowedAddresses = addresses ?? [],
            RegionBlocked = regionBlocked,
        };

    public static SimulatedAccount Account(int number, params string[] trading) =>
        Account(number, OkxTraits.Plain, trading);

    public static SimulatedAccount Account(int number, OkxTraits traits, params string[] trading) =>
        new OkxAccount(FirstUid + number) { Traits = traits }.Hold(OkxWallets.Trading, trading);
}
