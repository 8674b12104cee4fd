using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges.Binance;

internal sealed class BinanceOptions : ExchangeOptions
{
    public const string Section = "Exchanges:Binance";

    [Required, HttpAddress]
    public Uri BaseUrl { get; set; } = new("https://api.binance.com");

    /// <summary>
    /// The host of USDⓈ-margined futures. Null: https://fapi.binance.com beside Binance's own
    /// <see cref="BaseUrl"/>, and for any other venue that address itself.
    /// </summary>
    [HttpAddress]
    public Uri? UsdFuturesUrl { get; set; }

    /// <summary>The host of coin-margined futures; null as for the others, with https://dapi.binance.com.</summary>
    [HttpAddress]
    public Uri? CoinFuturesUrl { get; set; }

    /// <summary>Milliseconds for which Binance accepts a signed request after its timestamp.</summary>
    [Range(1, 60_000)]
    public int RecvWindow { get; set; } = 5_000;

    /// <summary>The weight that Binance allows one address per minute under /api.</summary>
    [Range(100, 10_000_000)]
    public int ApiWeightPerMinute { get; set; } = 6_000;

    /// <summary>The weight that it allows one address per minute at each endpoint under /sapi.</summary>
    [Range(200, 10_000_000)]
    public int SapiWeightPerMinute { get; set; } = 12_000;

    /// <summary>How old a price may be and still be used.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan PriceAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How old the list of pairs may be; it is read earlier when a price names a new pair.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MarketAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How old the volumes may be by which one pair is preferred to another.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LiquidityAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Accept keys at a venue that does not report a key's rights (testnet, Binance.US). Off, such keys are refused:
    /// they might do more than read.
    /// </summary>
    public bool AllowUnverifiedKeys { get; set; }
}

[OptionsValidator]
internal sealed partial class BinanceOptionsValidator : IValidateOptions<BinanceOptions>;
