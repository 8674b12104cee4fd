using Portfolio.Simulator.Accounts;
using static Portfolio.Simulator.Okx.Accounts.OkxAccounts;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>The accounts with a valid key and unusual holdings.</summary>
internal static class OkxEdgeCaseAccounts
{
    private const long MainUid = 447_058_923_435_999;

    public static IEnumerable<Credential> Make() => [.. HardToPrice(), .. HardToRead()];

    private static IEnumerable<Credential> HardToPrice()
    {
        yield return Demo("okx-empty", "Owns nothing", Account(20));
        yield return Demo(
            "okx-dust", "Owns only dust",
            Account(21, "DOGE 1.5", "SHIB 2000", "XRP 0.00000001").Hold(OkxWallets.Funding, "TRX 0.5", "DOGE 1"));
        yield return Demo(
            "okx-unpriced", "Owns what has no live pair: suspended, not yet open, valued by OKX alone, or not at all",
            Account(22, "HALTE 12", "SOONR 500", "EQONE 150", "NOPRC 77", "BTC 0.01")
                .Hold(OkxWallets.Funding, "NOPRC 3", "EQONE 20"));
        yield return Demo(
            "okx-quotes", "Owns what is traded only for USD, USDC or EUR, and euros and dollars themselves",
            Account(23, "USONE 400", "USCON 120", "EUONE 300", "EUR 500", "USD 250", "USDC 100", "USDG 50"));
        yield return Demo(
            "okx-renamed", "Owns a coin under its old and its new name", Account(24, "MATIC 500", "POL 100"));
        yield return Demo(
            "okx-old-name", "Owns a coin under its old name only", Account(25, "MATIC 320", "USDT 40"));
        yield return Demo(
            "okx-renaming", "Owns a coin that is about to be renamed", Account(26, "MATIC 1000", "BTC 0.01"));
    }

    private static IEnumerable<Credential> HardToRead()
    {
        yield return Demo(
            "okx-borrower", "Borrowed dollars against bitcoin: one balance is negative",
            Borrower(Account(30, new OkxTraits { Level = "3" }, "BTC 0.9", "ETH 1")));
        yield return Demo(
            "okx-bots", "Trading bots hold a part of the money",
            Account(31, new OkxTraits { Level = "2", LockedByBots = true }, "USDT 1500+600", "BTC 0.05+0.02"));
        yield return Demo(
            "okx-positions",
                "Open positions: a gain and a loss, cross and isolated, and a gain in a coin it does not own",
            WithPositions(Account(35, new OkxTraits { Level = "3" }, "USDT 800", "BTC 0.05", "ETH 1.2")));
        yield return Demo(
            "okx-delisted", "Owns coins that OKX has delisted and that are still to be withdrawn",
            Account(32, "BTC 0.04").Hold(OkxWallets.NonTradable, "CELTO 989.84719571", "MEMEO 0.001"));
        yield return Demo(
            "okx-sub-account", "A sub-account",
            Account(33, new OkxTraits { MainUid = MainUid }, "ETH 1.5", "USDT 300"));
        yield return Demo(
            "okx-long-digits", "Owns amounts with more digits than a decimal holds",
            Account(34, "BTTC 1234567890123456789012.123456789012345678",
                "SHIB 9999999.999999999999999999999999999999+0.000000000000000000000000000001", "BTC 0.5"));
        yield return Published();
    }

    /// <summary>The example key of OKX's documentation, for the signatures published with it.</summary>
    private static Credential Published() => new()
    {
        Name = "okx-published",
        Exchange = OkxExchange.ExchangeName,
        Description = "The example key of OKX's documentation",
        ApiKey = "985d5b66-57ce-40fb-b714-afc0b9787083",
        ApiSecret = "22582BD0CFF14C41EDBF1AB98506286D",
        Passphrase = "123456",
        Region = OkxRegion.Global.Name,
        Account = Account(40, "BTC 1"),
        Rights = OkxRights.ReadOnly,
    };

    private static SimulatedAccount WithPositions(SimulatedAccount account)
    {
        Open("USDT", new OpenPositions(15.6m, 200, -3.1m, 0));
        Open("BTC", new OpenPositions(-0.0004m, 0, 0, 0));
        Open("USDC", new OpenPositions(42.5m, 0, 0, 0));
        return account;

        void Open(string asset, OpenPositions positions) => account.Set(
            OkxWallets.Trading, asset,
            account.Wallet(OkxWallets.Trading).GetValueOrDefault(asset) with { Positions = positions });
    }

    private static SimulatedAccount Borrower(SimulatedAccount account)
    {
        account.Set(
            OkxWallets.Trading, "USDT", new Balance(Quantity.Zero, Quantity.Zero, Quantity.Parse("12500.75")));
        return account;
    }
}
