using Portfolio.Simulator.Accounts;
using static Portfolio.Simulator.Kraken.Accounts.KrakenAccounts;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>The accounts whose coins earn something, in all the forms Kraken has had for it.</summary>
internal static class KrakenEarnAccounts
{
    public static IEnumerable<Credential> Make() => [.. Spendable(), .. Bound(), .. Elsewhere()];

    private static IEnumerable<Credential> Spendable()
    {
        yield return Demo(
            "kraken-rewards", "Rewards are on: the rows of the coins are 0, orders hold some on them",
            Account(40, "USD 500.5", "PLN 40")
                .Hold(KrakenWallets.Rewards, "BTC 0.3+0.1", "ETH 2+0.5", "SOL 14", "USDC 900"));
        yield return Demo(
            "kraken-rewards-off", "Rewards are off, to be switched on through the control routes",
            Account(41, "BTC 0.3+0.1", "ETH 2.5", "SOL 14", "USD 500.5"));
    }

    private static IEnumerable<Credential> Bound()
    {
        yield return Demo(
            "kraken-bonded", "Bonded coins, whose rows have the number of days in their names",
            Account(42, "DOT 5", "EUR 20")
                .Hold(KrakenWallets.Bonded, "DOT 150+10", "GRT 4000", "SCRT 500", "KAVA 300", "ATOM 60", "KSM 4",
                    "POL 800", "SOL 5", "FLOW 700"));
        yield return Demo(
            "kraken-staked", "Coins under the names of the old staking",
            Account(43, "ETH 0.2", "ETH2 0.5")
                .Hold(KrakenWallets.Staked, "ETH 3", "ETH2 1.25", "ADA 2000", "TRX 1500")
                .Hold(KrakenWallets.OptIn, "BTC 0.1", "EUR 400"));
    }

    private static IEnumerable<Credential> Elsewhere()
    {
        yield return Demo(
            "kraken-vault", "All of it is in vaults, and only dust in the balances",
            Account(44, "USDC 0.000013").Hold(KrakenWallets.Vault, "USDC 5000", "BTC 0.25"));
        yield return Demo(
            "kraken-spot-and-vault", "As much in spot as in a vault",
            Account(45, "BTC 1", "USDC 1000").Hold(KrakenWallets.Vault, "BTC 1", "USDC 1000"));
        yield return Demo(
            "kraken-tokenized", "Tokenized stocks", Account(46, "USD 300").Hold(
                KrakenWallets.Tokenized, "NVDAx 4.125", "AAPLx 2", "TSLAx 0.5"));
        yield return Demo(
            "kraken-on-hold", "Fiat money that may not be used yet",
            Account(47, "EUR 100", "USD 50")
                .Hold(KrakenWallets.Hold, "EUR 900", "USD 450", "GBP 100", "CHF 60", "AED 70"));
    }
}
