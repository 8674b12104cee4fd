using Portfolio.Simulator.Accounts;
using static Portfolio.Simulator.Kraken.Accounts.KrakenAccounts;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>The accounts with a valid key and unusual holdings.</summary>
internal static class KrakenEdgeCaseAccounts
{
    public static IEnumerable<Credential> Make() => [.. HardToPrice(), .. HardToRead()];

    private static IEnumerable<Credential> HardToPrice()
    {
        yield return Demo("kraken-dust", "Owns only dust", Account(60, "DOGE 1.5", "SHIB 2000", "XRP 0.00000001"));
        yield return Demo(
            "kraken-fiat", "Owns money of many countries, some of it without a pair",
            Account(61, "USD 250", "EUR 500", "GBP 120", "AUD 90", "CAD 300", "CHF 80", "JPY 45000", "PLN 800",
                "SEK 950", "MXN 700", "AED 60"));
        yield return Demo(
            "kraken-unpriced", "Owns what has no price: no trade for a day, wide spreads, one side, not tradable",
            Account(62, "AI16Z 900", "XCN 5000", "XRT 12", "WAVES 40", "ZEUS 100", "KFEE 350.75", "BTC 0.01"));
        yield return Demo(
            "kraken-unknown", "Owns coins with an unknown suffix, and one that Kraken's lists do not have",
            Account(63, "BTC 0.01", "SOL.Q 3", "ETH.BASE 0.5", "OLDCN 77", "FLOWH.S 12"));
        yield return Demo(
            "kraken-names", "Owns coins whose names mislead: LUNA is the classic one, A and S are whole names",
            Account(64, "LUNA 2500000", "A 640", "S 410", "T 900", "W 75", "KEY 10000", "API3 30", "SN64 2",
                "REP 10", "REPV2 10", "XTZ 100", "XAUT 0.05", "ZK 500", "ZRX 60", "XLM 400", "ZEC 0.5", "DOGE 200",
                "XMR 1", "MLN 3", "ETC 4"));
    }

    private static IEnumerable<Credential> HardToRead()
    {
        yield return Demo("kraken-empty", "Never owned anything: its answers have no result", Account(70));
        yield return Demo(
            "kraken-emptied", "Owns nothing any more: all its rows are 0",
            Account(71, new KrakenTraits { OnceHeld = ["BTC", "ETH", "USD", "DOT"] }));
        yield return Demo(
            "kraken-numbers", "Amounts are JSON numbers",
            Account(72, new KrakenTraits { Numbers = true }, "BTC 1.2435+0.1", "USD 25435.21",
                "SHIB 123456789.12345678"));
        yield return Demo(
            "kraken-borrower", "Owes dollars after margin trades: one balance is negative",
            Borrower(Account(73, "BTC 0.9", "ETH 1"), "1250.75"));
        yield return Demo(
            "kraken-credit-line", "Has a credit line and has used a part of it",
            Borrower(Account(74, new KrakenTraits { CreditLine = 50000 }, "BTC 2", "USD 3000+500"), "12000"));
        yield return Demo(
            "kraken-pro", "An account of the tier pro",
            Account(75, new KrakenTraits { Tier = "pro" }, "BTC 0.5", "ETH 4"));
        yield return Demo(
            "kraken-long-digits", "Owns amounts with more digits than a decimal holds",
            Account(76, "SHIB 1234567890123456789012.123456789012345678",
                "PEPE 9999999.999999999999999999999999999999+0.000000000000000000000000000001", "BTC 0.5"));
    }

    private static SimulatedAccount Borrower(SimulatedAccount account, string dollars)
    {
        var held = account.Wallet(KrakenWallets.Spot).GetValueOrDefault("USD");
        account.Set(KrakenWallets.Spot, "USD", held with { Borrowed = Quantity.Parse(dollars) });
        return account;
    }
}
