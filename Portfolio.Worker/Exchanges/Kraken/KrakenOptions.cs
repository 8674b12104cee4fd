using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges.Kraken;

internal sealed class KrakenOptions : ExchangeOptions
{
    public const string Section = "Exchanges:Kraken";

    /// <summary>One retry: each attempt counts against the key, and failed ones bring a lockout nearer.</summary>
    public KrakenOptions() => Retries = 1;

    /// <summary>The host of spot accounts, one for all countries. Futures have another one, with other keys.</summary>
    [Required, HttpAddress]
    public Uri BaseUrl { get; set; } = new("https://api.kraken.com");

    /// <summary>How old a price may be and still be used.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan PriceAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How old the list of pairs may be.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MarketAge { get; set; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
internal sealed partial class KrakenOptionsValidator : IValidateOptions<KrakenOptions>;
