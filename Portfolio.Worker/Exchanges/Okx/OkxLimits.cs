using System.Collections.Frozen;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// Each endpoint's least interval between calls, and the bytes of its answer that are read. Signed calls are counted
/// per account, public ones per address. Evenly spaced calls never reach a limit, wherever its windows begin.
/// </summary>
internal static class OkxLimits
{
    private static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(1);

    private static readonly FrozenDictionary<string, (TimeSpan Interval, int MostBytes)> Endpoints =
        new Dictionary<string, (TimeSpan, int)>
        {
            [OkxPaths.Time] = (PerSecond(5), AnswerSize.Small),
            [OkxPaths.Instruments] = (PerSecond(10), AnswerSize.PublicList),
            [OkxPaths.Tickers] = (PerSecond(10), AnswerSize.PublicList),
            [OkxPaths.Config] = (PerSecond(2.5), AnswerSize.Small),
            [OkxPaths.Trading] = (PerSecond(5), AnswerSize.DetailedWallet),
            [OkxPaths.Funding] = (PerSecond(6), AnswerSize.Wallet),
            // Signed, and the same for every key.
            [OkxPaths.Currencies] = (PerSecond(6), AnswerSize.PublicList),
            [OkxPaths.Savings] = (PerSecond(6), AnswerSize.Wallet),
            [OkxPaths.OnChain] = (PerSecond(3), AnswerSize.Wallet),
            [OkxPaths.Valuation] = (PerSecond(1), AnswerSize.Small),
        }.ToFrozenDictionary();

    // Public calls are counted per address, so all workers share them.
    private static readonly FrozenDictionary<string, int> PerTwoSeconds = new Dictionary<string, int>
    {
        [OkxPaths.Time] = 10,
        [OkxPaths.Instruments] = 20,
        [OkxPaths.Tickers] = 20,
    }.ToFrozenDictionary();

    /// <summary>Null for a signed call: it is counted per account.</summary>
    public static RequestCost? SharedCost(string path) =>
        PerTwoSeconds.TryGetValue(path, out var requests)
            ? new RequestCost(new Bucket(path, requests, TimeSpan.FromSeconds(2)), 1)
            : null;

    public static TimeSpan Interval(string path) =>
        Endpoints.TryGetValue(path, out var endpoint) ? endpoint.Interval : Otherwise;

    public static int MostBytes(string path) =>
        Endpoints.TryGetValue(path, out var endpoint) ? endpoint.MostBytes : AnswerSize.Small;

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
    public const string OnChain = "/api/v5/finance/staking-defi/orders-active";
    public const string Valuation = "/api/v5/asset/asset-valuation";
}
