namespace Portfolio.Simulator.Okx.Limits;

/// <summary>A number of calls within a period.</summary>
internal sealed record LimitRule(int Requests, int Seconds);

/// <summary>
/// OKX's published limits by what comes after <c>/api/v5/</c>: of the market and of public data per address, all others
/// per account.
/// </summary>
internal static class LimitTable
{
    public static IReadOnlyDictionary<string, LimitRule> Rules { get; } = new Dictionary<string, LimitRule>
    {
        ["public/time"] = new(10, 2),
        ["public/instruments"] = new(20, 2),
        ["market/tickers"] = new(20, 2),
        ["market/index-tickers"] = new(20, 2),
        ["system/status"] = new(1, 5),
        ["account/balance"] = new(10, 2),
        ["account/config"] = new(5, 2),
        ["asset/balances"] = new(6, 1),
        ["asset/currencies"] = new(6, 1),
        ["asset/asset-valuation"] = new(1, 1),
        ["asset/non-tradable-assets"] = new(6, 1),
        ["finance/savings/balance"] = new(6, 1),
        ["finance/staking-defi/orders-active"] = new(3, 1),
    };
}
