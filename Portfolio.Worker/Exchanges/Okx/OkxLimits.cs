using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// How far apart calls must be: signed ones are counted per account, public ones per address. Spaced evenly they never
/// meet a limit, however its windows begin.
/// </summary>
internal static class OkxLimits
{
    private static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(1);

    private static readonly FrozenDictionary<string, TimeSpan> Intervals = new Dictionary<string, TimeSpan>
    {
        [OkxPaths.Time] = PerSecond(5),
        [OkxPaths.Instruments] = PerSecond(10),
        [OkxPaths.Tickers] = PerSecond(10),
        [OkxPaths.Config] = PerSecond(2.5),
        [OkxPaths.Trading] = PerSecond(5),
        [OkxPaths.Funding] = PerSecond(6),
        [OkxPaths.Currencies] = PerSecond(6),
        [OkxPaths.Savings] = PerSecond(6),
        [OkxPaths.Valuation] = PerSecond(1),
    }.ToFrozenDictionary();

    public static TimeSpan Interval(string path) => Intervals.GetValueOrDefault(path, Otherwise);

    private static TimeSpan PerSecond(double calls) => TimeSpan.FromSeconds(1 / calls);
}

internal static class OkxPaths
{
    public const string Time = "/api/v5/public/time";
    public const string Instruments = "/api/v5/public/instruments";
    public const string Tickers = "/api/v5/market/tickers";
    public const string Config = "/api/v5/account/config";
    public const string Trading = "/api/v5/account/balance";
    public const string Funding = "/api/v5/asset/balances";
    public const string Currencies = "/api/v5/asset/currencies";
    public const string Savings = "/api/v5/finance/savings/balance";
    public const string Valuation = "/api/v5/asset/asset-valuation";
}
