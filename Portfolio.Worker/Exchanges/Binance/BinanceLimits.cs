using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// Each endpoint's weight, and the bytes of its answer that are read. Binance charges an address the weight of each
/// request: one budget for everything under /api, one for each host of futures, and one for each endpoint under /sapi.
/// </summary>
internal sealed class BinanceLimits(BinanceOptions options)
{
    public const string TotalsPath = "/sapi/v1/asset/wallet/balance";

    /// <summary>
    /// The statistics of a day. For all pairs it weighs 80, and the prices alone 4
    /// (https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints).
    /// </summary>
    public const string DayPath = "/api/v3/ticker/24hr";

    private const string AccountPath = "/api/v3/account";

    /// <summary>
    /// Of each of the hosts of futures (<c>rateLimits</c> in https://fapi.binance.com/fapi/v1/exchangeInfo).
    /// </summary>
    private const int FuturesWeightPerMinute = 2_400;

    private const string ApiUsage = "X-MBX-USED-WEIGHT-1M";
    private const string SapiUsage = "X-SAPI-USED-IP-WEIGHT-1M";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly FrozenDictionary<string, (int Weight, int MostBytes)> Endpoints =
        new Dictionary<string, (int, int)>
        {
            [AccountPath] = (20, AnswerSize.Wallet),
            ["/api/v3/exchangeInfo"] = (20, AnswerSize.PublicList),
            ["/api/v3/ticker/price"] = (4, AnswerSize.PublicList),
            [DayPath] = (80, AnswerSize.PublicList),
            ["/api/v3/time"] = (1, AnswerSize.Small),
            [BinanceKey.Path] = (1, AnswerSize.Small),
            [BinanceFunding.Path] = (1, AnswerSize.Wallet),
            [BinanceEarn.FlexiblePath] = (150, AnswerSize.Small),
            [BinanceEarn.LockedPath] = (150, AnswerSize.Small),
            // Not confirmed: that of the other positions.
            [BinanceEarn.OnChainPath] = (150, AnswerSize.Small),
            [BinanceMargin.CrossPath] = (10, AnswerSize.Wallet),
            [BinanceMargin.IsolatedPath] = (10, AnswerSize.Wallet),
            [BinanceFutures.UsdPath] = (5, AnswerSize.DetailedWallet),
            [BinanceFutures.CoinPath] = (5, AnswerSize.DetailedWallet),
            [TotalsPath] = (60, AnswerSize.Small),
            // Signed, and the same for every key.
            ["/sapi/v1/capital/config/getall"] = (10, AnswerSize.PublicList),
        }.ToFrozenDictionary();

    private readonly Bucket api = new("api", options.ApiWeightPerMinute, Minute);

    /// <summary>Each of these once; prices, liquidity and names are shared and not among them.</summary>
    public IReadOnlyList<RequestCost> OfOneSync =>
    [
        Of(BinanceKey.Path), Of(AccountPath), Of(BinanceFunding.Path), Of(TotalsPath), .. OfEarn,
    ];

    /// <summary>The part of <see cref="OfOneSync"/> that reads Simple Earn.</summary>
    public IReadOnlyList<RequestCost> OfEarn => [Of(BinanceEarn.FlexiblePath), Of(BinanceEarn.LockedPath)];

    public RequestCost Of(string path) =>
        new(BucketOf(path), Endpoints.TryGetValue(path, out var endpoint) ? endpoint.Weight : 1);

    public static int MostBytes(string path) =>
        Endpoints.TryGetValue(path, out var endpoint) ? endpoint.MostBytes : AnswerSize.Small;

    /// <summary>Null where Binance does not report it, or not as a number.</summary>
    public static int? ReadUsage(HttpResponseHeaders headers, RequestCost cost) =>
        headers.TryGetValues(cost.Bucket.Name is "api" or "fapi" or "dapi" ? ApiUsage : SapiUsage, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            ? used
            : null;

    private Bucket BucketOf(string path) => path.Split('/')[1] switch
    {
        "api" => api,
        "fapi" or "dapi" => new Bucket(path.Split('/')[1], FuturesWeightPerMinute, Minute),
        _ => new Bucket(path, options.SapiWeightPerMinute, Minute),
    };
}
