using Portfolio.Storage.Budgets;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// Kraken's limits (docs.kraken.com, "Spot REST rate limits"; support article 206548367). Private calls add to a
/// counter of the key, which decays. The tier of an account is not reported, so every key is taken for the lowest,
/// Starter. Public calls are counted per address, about one per second.
/// </summary>
internal static class KrakenLimits
{
    /// <summary>Between two public calls of this process.</summary>
    public static readonly TimeSpan PublicInterval = TimeSpan.FromSeconds(1);

    /// <summary>A public call of any worker.</summary>
    public static readonly RequestCost PublicCost = new(new Bucket("public", 10, TimeSpan.FromSeconds(10)), 1);

    /// <summary>A private call, none of which here is one of the ledger's, which cost more.</summary>
    public static readonly KeyLimit PrivateCost = new(Cost: 1, Most: 15, DecayPerSecond: 0.33);

    public static int MostBytes(string path) => path switch
    {
        KrakenPaths.Ticker or KrakenPaths.AssetPairs or KrakenPaths.Assets => AnswerSize.PublicList,
        KrakenPaths.Balance => AnswerSize.Wallet,
        KrakenPaths.Allocations => AnswerSize.DetailedWallet,
        _ => AnswerSize.Small,
    };
}

/// <summary>Case counts: another spelling is an unknown method.</summary>
internal static class KrakenPaths
{
    public const string SystemStatus = "/0/public/SystemStatus";
    public const string Assets = "/0/public/Assets";
    public const string AssetPairs = "/0/public/AssetPairs";
    public const string Ticker = "/0/public/Ticker";
    public const string KeyInfo = "/0/private/GetApiKeyInfo";
    public const string Balance = "/0/private/BalanceEx";
    public const string Allocations = "/0/private/Earn/Allocations";
}
