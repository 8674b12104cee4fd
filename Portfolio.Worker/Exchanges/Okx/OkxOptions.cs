using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges.Okx;

internal sealed class OkxOptions : ExchangeOptions
{
    public const string Section = "Exchanges:Okx";

    private static readonly Uri OwnHost = new("https://openapi.okx.com");

    private static readonly Dictionary<string, Uri> OwnRegions = new()
    {
        ["eea"] = new Uri("https://eea.okx.com"),
        ["us"] = new Uri("https://us.okx.com"),
    };

    /// <summary>
    /// The global host. A path in front of <c>/api/v5</c> is allowed; it is not part of the signed path.
    /// </summary>
    [Required, HttpAddress]
    public Uri BaseUrl { get; set; } = OwnHost;

    /// <summary>
    /// The other hosts, by the name that is kept with a connection. An account lives on exactly one. Without any: OKX's
    /// own (<c>eea</c> and <c>us</c>) beside its own global host, and none beside another.
    /// </summary>
    [OkxRegions]
    public Dictionary<string, Uri> Regions { get; set; } = [];

    /// <summary>For one host, while a key's region is unknown and another host may know it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan SearchTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How old a price may be and still be used.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan PriceAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How old the list of instruments may be.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MarketAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Every host that may be called, by region, the global one first.</summary>
    public IReadOnlyList<(string Region, Uri Address)> Hosts()
    {
        var others = Regions.Count == 0 && BaseUrl == OwnHost ? OwnRegions : Regions;
        return [(OkxRegionsAttribute.Global, BaseUrl), .. others.Select(region => (region.Key, region.Value))];
    }
}

[OptionsValidator]
internal sealed partial class OkxOptionsValidator : IValidateOptions<OkxOptions>;

/// <summary>Named addresses; "global" is the name of the base address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OkxRegionsAttribute() : ValidationAttribute(
    "{0} must name absolute http or https addresses without user name, query or fragment, like "
    + "eea = https://eea.okx.com; \"" + Global + "\" is the base address and cannot be a region.")
{
    public const string Global = "global";

    private static readonly HttpAddressAttribute Address = new();

    public override bool IsValid(object? value) => value is Dictionary<string, Uri> regions
        && regions.All(region => !string.IsNullOrWhiteSpace(region.Key)
            && !region.Key.Equals(Global, StringComparison.OrdinalIgnoreCase)
            && region.Value is not null && Address.IsValid(region.Value));
}
