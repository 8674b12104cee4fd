using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>A way to earn something with an asset; each belongs to one kind of row, or to the vaults.</summary>
internal sealed record EarnStrategy(Wallet Wallet, string Asset)
{
    public static IReadOnlyList<EarnStrategy> All { get; } =
    [
        .. from coin in KrakenCoins.All
           from wallet in KrakenWallets.Earning
           where Offers(coin, wallet)
           select new EarnStrategy(wallet, coin.Code),
    ];

    /// <summary>Formed like Kraken's: ES and seventeen capitals and digits in three groups.</summary>
    public string Id
    {
        get
        {
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Wallet.Name} {Asset}")));
            return $"ES{hash[..5]}-{hash[5..10]}-{hash[10..16]}";
        }
    }

    public string LockType => Wallet.Name switch
    {
        "rewards" or "opt_in" => "flex",
        "bonded" or "parachain" => "bonded",
        "yield" => "timed",
        _ => "instant",
    };

    /// <summary>Days for which the coins are bound; null: none.</summary>
    public int? Days => LockType is not ("bonded" or "timed") ? null
        : int.Parse(KrakenCoins.ByCode.GetValueOrDefault(Asset)?.BondedDays ?? "21", CultureInfo.InvariantCulture);

    public string YieldSource => Wallet.Name switch
    {
        "vault" => "defi",
        "opt_in" => "opt_in_rewards",
        "yield" => "off_chain",
        _ => "staking",
    };

    private static bool Offers(KrakenCoin coin, Wallet wallet) => wallet == KrakenWallets.Vault
        ? coin.Code is "BTC" or "USDC"
        : coin.Suffixes.Contains(KrakenWallets.SuffixOf(wallet, coin.Code).TrimStart('.'));
}
