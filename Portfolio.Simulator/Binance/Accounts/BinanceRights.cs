using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Binance.Accounts;

/// <summary>The flags of a key at Binance.</summary>
internal static class BinanceRights
{
    public const string Reading = "enableReading";
    public const string Trading = "enableSpotAndMarginTrading";

    private static readonly string[] On = [Reading, "enableFixReadOnly"];

    private static readonly string[] Off =
    [
        "enableWithdrawals", "enableInternalTransfer", "enableMargin", "enableFutures", "permitsUniversalTransfer",
        "enableVanillaOptions", "enableFixApiTrade", Trading, "enablePortfolioMarginTrading",
    ];

    public static KeyRights ReadOnly { get; } = Off.Aggregate(
        On.Aggregate(KeyRights.None, (rights, flag) => rights.With(flag)),
        (rights, flag) => rights.With(flag, value: false));
}
