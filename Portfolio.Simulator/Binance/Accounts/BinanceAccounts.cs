using System.Net;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Binance.Accounts;

/// <summary>
/// A demo account at Binance for every case worth showing. Holdings are written "BTC 0.5" or, with a locked part,
/// "BTC 0.5+0.1". The README lists the accounts for readers.
/// </summary>
internal static class BinanceAccounts
{
    /// <summary>The example key of Binance's own documentation, for the signatures published there.</summary>
    public const string PublishedKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    public const string PublishedSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    /// <summary>The account for which Binance fails now and then in the live demonstration.</summary>
    public const string Unsteady = "unsteady";

    private const long FirstUid = 354_937_001;

    private static readonly Dictionary<string, decimal> Options = new() { ["Options"] = 0.05m };

    public static IEnumerable<Credential> Make() => [.. Presentable(), .. Refused(), .. BinanceEdgeCaseAccounts.Make()];

    private static IEnumerable<Credential> Presentable()
    {
        yield return Demo(
            "everyday", "An ordinary account: eight coins and some dust in the spot wallet",
            Account(1, "BTC 0.42130000+0.05", "ETH 3.18000000", "BNB 12.5", "SOL 41.7", "USDT 2450.12345678+100",
                "ADA 1500", "LINK 88.5", "SHIB 9000000", "TRX 0.5"));
        yield return Demo(
            "everywhere", "The same person's money in many wallets: spot, funding, flexible and locked earn, options",
            new BinanceAccount(FirstUid + 2) { OutsideBtc = Options }
                .Hold(BinanceWallets.Spot, "BTC 0.11", "ETH 1.4", "USDT 812.5", "LDO 250")
                .Hold(BinanceWallets.Funding, "USDT 300+20", "BTC 0.02", "EUR 150")
                .Hold(BinanceWallets.EarnFlexible, "BTC 0.3", "USDT 5000", "SHIB 25000000", "SOL 12.25")
                .Hold(BinanceWallets.EarnLocked, "DOT 120+80", "AXS 122.09202928", "BNB 4"));
        yield return Demo(
            Unsteady, "Now and then Binance does not answer for it, and then does again",
            Account(5, "BTC 0.2", "ETH 1.5", "XRP 900"));
        yield return Demo(
            "veteran", "Here since 2018: ninety coins, most of them small",
            Veteran(new BinanceAccount(FirstUid + 3)));
        yield return Demo(
            "derivatives", "Futures, margin with a debt, and on-chain earn: nothing of it is out of reach",
            Derivatives(new BinanceAccount(FirstUid + 6)));
        yield return Demo(
            "ed25519", "Signs with an Ed25519 key: paste the PEM text as the secret",
            Account(4, "BTC 0.1", "ETH 2"), secret: BinanceKeys.Ed25519Pem("ed25519"));
    }

    private static IEnumerable<Credential> Refused()
    {
        yield return Demo(
            "trader", "The key may trade", Account(10, "BTC 0.2", "USDT 1000"),
            BinanceRights.ReadOnly.With("enableSpotAndMarginTrading"));
        yield return Demo(
            "withdrawer", "The key may withdraw (from one address)", Account(11, "BTC 0.2", "USDT 1000"),
            BinanceRights.ReadOnly.With("enableWithdrawals"), addresses: [IPAddress.Loopback, IPAddress.IPv6Loopback]);
        yield return Demo(
            "unreadable", "The key may not read", Account(12, "BTC 0.2"),
            BinanceRights.ReadOnly.With(BinanceRights.Reading, value: false));
        yield return Demo(
            "ip-restricted", "The key is bound to 203.0.113.7", Account(13, "BTC 0.2"),
            addresses: [IPAddress.Parse("203.0.113.7")]);
        yield return Demo(
            "region-blocked", "Every request with this key comes from a forbidden country", Account(14, "BTC 0.2"),
            regionBlocked: true);
        yield return Demo(
            "portfolio-margin", "Read-only, with the portfolio margin flag some such keys show", Account(15, "BTC 1"),
            BinanceRights.ReadOnly.With("enablePortfolioMarginTrading"));
        var twins = Account(16, "BTC 0.75", "ETH 4", "USDC 900");
        yield return Demo("twin-one", "One of two keys of the same account", twins);
        yield return Demo("twin-two", "The other key of the account of twin-one", twins);
    }

    public static Credential Demo(
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
            Exchange = BinanceExchange.ExchangeName,
            Description = description,
            ApiKey = key ?? BinanceKeys.Key(name),
            ApiSecret = secret ?? BinanceKeys.Secret(name),
            Account = account,
            Rights = rights ?? BinanceRights.ReadOnly,
            AllowedAddresses = addresses ?? [],
            RegionBlocked = regionBlocked,
        };

    public static SimulatedAccount Account(int number, params string[] spot) =>
        new BinanceAccount(FirstUid + number).Hold(BinanceWallets.Spot, spot);

    private static SimulatedAccount Derivatives(SimulatedAccount account)
    {
        account.Hold(BinanceWallets.Spot, "BTC 0.2", "USDT 1000")
            .Hold(BinanceWallets.EarnOnChain, "ETH 0.5", "SOL 3+2")
            .Hold(BinanceWallets.MarginCross, "BTC 0.05", "ETH 1")
            .Hold(BinanceWallets.MarginIsolated, "SOL 10", "USDT 50");
        account.Set(BinanceWallets.MarginCross, "USDT", new Balance(
            Quantity.Zero, Quantity.Zero, Borrowed: Quantity.Parse("1500")));
        account.Set(BinanceWallets.FuturesUsd, "USDT", new Balance(
            Quantity.Parse("4120"), Quantity.Zero, Positions: new OpenPositions(120.15m, 0, 0, 0)));
        account.Set(BinanceWallets.FuturesCoin, "BTC", new Balance(
            Quantity.Parse("0.03"), Quantity.Zero, Positions: new OpenPositions(-0.004m, 0, 0, 0)));
        return account;
    }

    private static SimulatedAccount Veteran(SimulatedAccount account)
    {
        var random = new FixedRandom(2018);
        account.Hold(
            BinanceWallets.Spot,
            "BTC 1.20450001", "ETH 14.7", "USDT 310.09", "XMR 2", "VET 250000", "IOTA 4000", "MATIC 15", "BTT 70000");
        for (var i = 0; i < 82; i++)
        {
            var asset = AssetCatalogue.Liquid[30 + (i * 3)];
            var usd = (decimal)(random.Next(40_000) + 10) / 100;
            account.Hold(BinanceWallets.Spot, $"{asset.Code} {Quantity.From(decimal.Round(usd / asset.Usd, 6))}");
        }

        return account
            .Hold(BinanceWallets.EarnFlexible, "ADA 2500", "ETH 3", "VET 100000")
            .Hold(BinanceWallets.EarnLocked, "SOL 50");
    }
}
