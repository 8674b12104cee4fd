using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Market;
using static Portfolio.Simulator.Binance.Accounts.BinanceAccounts;

namespace Portfolio.Simulator.Binance.Accounts;

/// <summary>The accounts with a valid key and unusual holdings.</summary>
internal static class BinanceEdgeCaseAccounts
{
    public static IEnumerable<Credential> Make() => [.. HardToPrice(), .. HardToRead()];

    private static IEnumerable<Credential> HardToPrice()
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
            Account(24, "EUR 500", "AEUR 20", "TRY 12000", "BRL 900", "ARS 250000", "JPY 80000", "IDRT 1000000",
                "CZK 2000"));
        yield return Demo(
            "stable", "Owns stablecoins, one of them off its peg",
            Account(25, "USDT 1000", "USDC 1000", "FDUSD 1000", "TUSD 1000", "DAI 1000", "BUSD 1000", "USTC 1000"));
        yield return Demo(
            "renamed", "Owns coins under their old and their new names",
            Account(26, "MATIC 500", "POL 100", "FTM 800", "RNDR 25", "RENDER 10", "BCC 2", "ERD 1000"));
        yield return Demo(
            "renaming", "Owns coins that are about to be renamed, one of them with a ratio",
            Account(33, "FTM 100", "MKR 0.5", "BTC 0.01"));
    }

    private static IEnumerable<Credential> HardToRead()
    {
        yield return Demo(
            "receipts", "Flexible earn whose receipts do not name their asset, and the real LDO",
            Account(27, "LDO 100", "BTC 0.05")
                .Hold(BinanceWallets.EarnFlexible, "SHIB 25000000", "BAKE 3000", "EGLD 12", "LDO 50", "USDT 750"));
        yield return Demo("unicode", "Owns a coin with a Chinese name", Account(28, "币安人生 5000", "BTC 0.02"));
        yield return Demo(
            "extremes", "Owns the smallest and the largest amounts", Account(29, "BTC 0.00002", "WBTC 0.00000001",
                "BTTC 987654321012.87654321", "PEPE 1234567890.00000001", "1000SATS 55555555.55555555"));
        yield return Demo(
            "long-digits", "Owns amounts with more digits than a decimal holds",
            Account(30, "BTTC 1234567890123456789012.12345678", "SHIB 9999999.999999999999999999999999999999",
                "BTC 0.5"));
        yield return Demo("many-positions", "A hundred and thirty flexible earn positions", ManyPositions(31));
        yield return Demo(
            "published", "The example key of Binance's documentation", Account(32, "BTC 1", "LTC 2.5"),
            key: PublishedKey, secret: PublishedSecret);
    }

    private static SimulatedAccount ManyPositions(int number)
    {
        var account = Account(number, "USDT 100");
        for (var i = 0; i < 130; i++)
            account.Hold(BinanceWallets.EarnFlexible, $"{AssetCatalogue.Liquid[i].Code} {10 + i}.5");
        return account;
    }
}
