using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// The weight that Binance charges an address for each request: one budget for everything under /api, and one for each
/// endpoint under /sapi.
/// </summary>
internal sealed class BinanceWeights(BinanceOptions options)
{
    public const string TotalsPath = "/sapi/v1/asset/wallet/balance";

    /// <summary>
    /// The statistics of a day. For all pairs it weighs 80, and the prices alone 4
    /// (https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints).
    /// </summary>
    public const string DayPath = "/api/v3/ticker/24hr";

    private const string AccountPath = "/api/v3/account";
    private const string ApiUsage = "X-MBX-USED-WEIGHT-1M";
    private const string SapiUsage = "X-SAPI-USED-IP-WEIGHT-1M";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly FrozenDictionary<string, int> Weights = new Dictionary<string, int>
    {
        [AccountPath] = 20,
        ["/api/v3/exchangeInfo"] = 20,
        ["/api/v3/ticker/price"] = 4,
        [DayPath] = 80,
        ["/api/v3/time"] = 1,
        [BinanceKey.Path] = 1,
        [BinanceFunding.Path] = 1,
        [BinanceEarn.FlexiblePath] = 150,
        [BinanceEarn.LockedPath] = 150,
        [TotalsPath] = 60,
        ["/sapi/v1/capital/config/getall"] = 10,
    }.ToFrozenDictionary();

    private readonly Bucket api = new("api", options.ApiWeightPerMinute, Minute);

    /// <summary>Each of these once; prices, liquidity and names are shared and not among them.</summary>
    public IReadOnlyList<RequestCost> OfOneSync =>
    [
        Of(BinanceKey.Path), Of(AccountPath), Of(BinanceFunding.Path), Of(TotalsPath), .. OfEarn,
    ];

    /// <summary>The part of <see cref="OfOneSync"/> that reads Simple Earn.</summary>
    public IReadOnlyList<RequestCost> OfEarn => [Of(BinanceEarn.FlexiblePath), Of(BinanceEarn.LockedPath)];

    public RequestCost Of(string path) => new(
        path.StartsWith("/api/", StringComparison.Ordinal) ? api : new Bucket(
            path, options.SapiWeightPerMinute, Minute),
        Weights.GetValueOrDefault(path, 1));

    /// <summary>Null where Binance does not report it, or not as a number.</summary>
    public static int? ReadUsage(HttpResponseHeaders headers, RequestCost cost) =>
        headers.TryGetValues(cost.Bucket.Name is "api" ? ApiUsage : SapiUsage, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            ? used
            : null;
}
