using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>
/// The wallets of an account at Kraken. Each but the vault is a kind of row in its balances, with its own suffix.
/// </summary>
internal static class KrakenWallets
{
    /// <summary>The rows without a suffix, in which assets can be in orders, and be owed.</summary>
    public static Wallet Spot { get; } = new("spot", CanBorrow: true);

    /// <summary>Kraken Rewards: spendable, also in orders.</summary>
    public static Wallet Rewards { get; } = new("rewards");

    /// <summary>The locked part is being unstaked.</summary>
    public static Wallet Staked { get; } = new("staked");

    public static Wallet Bonded { get; } = new("bonded");

    public static Wallet OptIn { get; } = new("opt_in", CanLock: false);

    public static Wallet Yield { get; } = new("yield", CanLock: false);

    public static Wallet Parachain { get; } = new("parachain", CanLock: false);

    /// <summary>Money that was received and may not be used yet.</summary>
    public static Wallet Hold { get; } = new("hold", CanLock: false);

    public static Wallet Tokenized { get; } = new("tokenized", CanLock: false);

    /// <summary>Reported by Earn/Allocations alone.</summary>
    public static Wallet Vault { get; } = new("vault", CanLock: false);

    public static IReadOnlyList<Wallet> All { get; } =
        [Spot, Rewards, Staked, Bonded, OptIn, Yield, Parachain, Hold, Tokenized, Vault];

    /// <summary>Those whose coins are allocated to a strategy.</summary>
    public static IReadOnlyList<Wallet> Earning { get; } =
        [Rewards, Staked, Bonded, OptIn, Yield, Parachain, Vault];

    /// <summary>The text after an asset's altname; empty for the rows without a suffix and for the vault.</summary>
    public static string SuffixOf(Wallet wallet, string code) => wallet.Name switch
    {
        "rewards" => ".F",
        "staked" => ".S",
        "bonded" => (KrakenCoins.ByCode.GetValueOrDefault(code)?.BondedDays ?? "21") + ".S",
        "opt_in" => ".M",
        "yield" => ".B",
        "parachain" => ".P",
        "hold" => ".HOLD",
        "tokenized" => ".T",
        _ => "",
    };
}
