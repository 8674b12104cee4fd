using System.Net;
using Portfolio.Simulator.Binance;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Accounts;

/// <summary>
/// One account for every case worth showing. Holdings are written "BTC 0.5" or, with a locked part, "BTC 0.5+0.1".
/// The list that people read is in the room's README.
/// </summary>
internal static class DemoAccounts
{
    /// <summary>The example key that Binance publishes in its own documentation, for the published signatures.</summary>
    public const string PublishedKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    public const string PublishedSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    private const long FirstUid = 354_937_001;

    public static IEnumerable<Credential> Make() => [.. Presentable(), .. Refused(), .. Odd()];

    private static IEnumerable<Credential> Presentable()
    {
        yield return Demo(
            "everyday", "An ordinary account: eight coins and some dust in the spot wallet",
            Account(1, "BTC 0.42130000+0.05", "ETH 3.18000000", "BNB 12.5", "SOL 41.7", "USDT 2450.12345678+100",
                "ADA 1500", "LINK 88.5", "SHIB 9000000", "TRX 0.5"));
        yield return Demo(
            "everywhere", "The same person's money in every wallet: spot, funding, flexible and locked earn, futures",
            new SimulatedAccount(FirstUid + 2) { OutsideBtc = new Dictionary<string, decimal> { ["USD-M Futures"] = 0.05m } }
                .Spot("BTC 0.11", "ETH 1.4", "USDT 812.5", "LDO 250")
                .Hold(WalletKinds.Funding, "USDT 300+20", "BTC 0.02", "EUR 150")
                .Hold(WalletKinds.EarnFlexible, "BTC 0.3", "USDT 5000", "SHIB 25000000", "SOL 12.25")
                .Hold(WalletKinds.EarnLocked, "DOT 120+80", "AXS 122.09202928", "BNB 4"));
        yield return Demo(
            "veteran", "Here since 2018: ninety coins, most of them small",
            Veteran(new SimulatedAccount(FirstUid + 3)));
        yield return Demo(
            "ed25519", "Signs with an Ed25519 key: paste the PEM text as the secret",
            Account(4, "BTC 0.1", "ETH 2"), secret: FakeKeys.Ed25519Pem("ed25519"));
    }

    private static IEnumerable<Credential> Refused()
    {
        yield return Demo(
            "trader", "The key may trade", Account(10, "BTC 0.2", "USDT 1000"),
            KeyRights.ReadOnly.With("enableSpotAndMarginTrading"));
        yield return Demo(
            "withdrawer", "The key may withdraw (from one address)", Account(11, "BTC 0.2", "USDT 1000"),
            KeyRights.ReadOnly.With("enableWithdrawals"), addresses: [IPAddress.Loopback, IPAddress.IPv6Loopback]);
        yield return Demo(
            "unreadable", "The key may not read", Account(12, "BTC 0.2"),
            KeyRights.ReadOnly.With(KeyRights.Reading, value: false));
        yield return Demo(
            "ip-restricted", "The key is bound to 203.0.113.7", Account(13, "BTC 0.2"),
            addresses: [IPAddress.Parse("203.0.113.7")]);
        yield return Demo(
            "region-blocked", "Every request with this key comes from a forbidden country", Account(14, "BTC 0.2"),
            regionBlocked: true);
        yield return Demo(
            "portfolio-margin", "Read-only, with the portfolio margin flag some read-only keys show", Account(15, "BTC 1"),
            KeyRights.ReadOnly.With("enablePortfolioMarginTrading"));
        var twins = Account(16, "BTC 0.75", "ETH 4", "USDC 900");
        yield return Demo("twin-one", "One of two keys of the same account", twins);
        yield return Demo("twin-two", "The other key of the account of twin-one", twins);
    }

    private static IEnumerable<Credential> Odd()
    {
        yield return Demo("empty", "Owns nothing", Account(20));
        yield return Demo("dust", "Owns only dust", Account(21, "DOGE 1.5", "SHIB 2000", "XRP 0.00000001", "BTTC 900"));
        yield return Demo(
            "unpriced", "Owns what has no live price: dead pairs, halted pairs, no pair at all",
            Account(22, "XMR 3.5", "GAL 40", "RUNEB 1000", "MOONQ 77", "LEND 12", "BTC 0.01"));
        yield return Demo(
            "bridged", "Owns what is traded only against BTC, ETH, BNB or FDUSD",
            Account(23, "OBOL 1000", "MERL 250", "KESTR 9000", "FDONE 700"));
        yield return Demo(
            "fiat", "Owns euros, liras, reais, yen and other money",
            Account(24, "EUR 500", "AEUR 20", "TRY 12000", "BRL 900", "ARS 250000", "JPY 80000", "IDRT 1000000", "CZK 2000"));
        yield return Demo(
            "stable", "Owns stablecoins, one of them off its peg",
            Account(25, "USDT 1000", "USDC 1000", "FDUSD 1000", "TUSD 1000", "DAI 1000", "BUSD 1000", "USTC 1000"));
        yield return Demo(
            "renamed", "Owns coins under their old and their new names",
            Account(26, "MATIC 500", "POL 100", "FTM 800", "RNDR 25", "RENDER 10", "BCC 2", "ERD 1000"));
        yield return Demo(
            "receipts", "Flexible earn whose receipts do not name their asset, and the real LDO",
            Account(27, "LDO 100", "BTC 0.05")
                .Hold(WalletKinds.EarnFlexible, "SHIB 25000000", "BAKE 3000", "EGLD 12", "LDO 50", "USDT 750"));
        yield return Demo("unicode", "Owns a coin with a Chinese name", Account(28, "币安人生 5000", "BTC 0.02"));
        yield return Demo(
            "extremes", "Owns the smallest and the largest amounts", Account(29, "BTC 0.00002", "WBTC 0.00000001",
                "BTTC 987654321012.87654321", "PEPE 1234567890.00000001", "1000SATS 55555555.55555555"));
        yield return Demo(
            "long-digits", "Owns amounts with more digits than a decimal holds",
            Account(30, "BTTC 1234567890123456789012.12345678", "SHIB 9999999.999999999999999999999999999999", "BTC 0.5"));
        yield return Demo("many-positions", "A hundred and thirty flexible earn positions", ManyPositions(31));
        yield return Demo(
            "published", "The example key of Binance's documentation", Account(32, "BTC 1", "LTC 2.5"),
            key: PublishedKey, secret: PublishedSecret);
    }

    private static Credential Demo(
        string name,
        string description,
        SimulatedAccount account,
        KeyRights? rights = null,
        IReadOnlyList<IPAddress>? addresses = null,
        string? key = null,
        string? secret = null,
        bool regionBlocked = false) => new()
        {
            Name = name,
            Exchange = BinanceRoutes.Exchange,
            Description = description,
            ApiKey = key ?? FakeKeys.Key(name),
            ApiSecret = secret ?? FakeKeys.Secret(name),
            Account = account,
            Rights = rights ?? KeyRights.ReadOnly,
            AllowedAddresses = addresses ?? [],
            RegionBlocked = regionBlocked,
        };

    private static SimulatedAccount Account(int number, params string[] spot) =>
        new SimulatedAccount(FirstUid + number).Spot(spot);

    private static SimulatedAccount Veteran(SimulatedAccount account)
    {
        var random = new FixedRandom(2018);
        account.Spot("BTC 1.20450001", "ETH 14.7", "USDT 310.09", "XMR 2", "VET 250000", "IOTA 4000", "MATIC 15", "BTT 70000");
        for (var i = 0; i < 82; i++)
        {
            var asset = AssetCatalogue.Liquid[30 + (i * 3)];
            var usd = (decimal)(random.Next(40_000) + 10) / 100;
            account.Spot($"{asset.Code} {Quantity.From(decimal.Round(usd / asset.Usd, 6))}");
        }

        return account.Hold(WalletKinds.EarnFlexible, "ADA 2500", "ETH 3", "VET 100000").Hold(WalletKinds.EarnLocked, "SOL 50");
    }

    private static SimulatedAccount ManyPositions(int number)
    {
        var account = Account(number, "USDT 100");
        for (var i = 0; i < 130; i++)
            account.Hold(WalletKinds.EarnFlexible, $"{AssetCatalogue.Liquid[i].Code} {10 + i}.5");
        return account;
    }
}
