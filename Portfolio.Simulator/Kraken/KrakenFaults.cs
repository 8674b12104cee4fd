using System.Globalization;
using Portfolio.Simulator.Faults;

namespace Portfolio.Simulator.Kraken;

internal sealed class KrakenFaults : IFaultResponder
{
    /// <summary>It looks like a success and has a list where a map belongs.</summary>
    public string OtherShape => """{"error":[],"result":[{"unexpected":1}]}""";

    public string CountryPage => FaultBodies.CloudflareCountry;

    /// <summary>A text comes with 200 by itself; a status without a text has a page, as from Cloudflare.</summary>
    public FaultAnswer Error(Fault fault) => fault.Message is { } text
        ? Answer(new KrakenError(text, fault.Status ?? 200))
        : fault.Status is { } status and not 200 ? new(status, Page(status))
        : Answer(KrakenError.Unavailable);

    public FaultAnswer RateLimited(Fault fault) =>
        Answer(fault.Message is { } text ? new KrakenError(text) : KrakenError.RateLimit);

    /// <summary>With an end it is throttled until then, without one locked out.</summary>
    public FaultAnswer Banned(Fault fault, DateTimeOffset now) => Answer(fault.BanSeconds is { } seconds
        ? KrakenError.Throttled(now.AddSeconds(seconds))
        : KrakenError.Lockout);

    public FaultAnswer Region(HttpContext context) => Answer(KrakenError.Region);

    private static string Page(int status)
    {
        var code = status.ToString(CultureInfo.InvariantCulture);
        return $"""
            <!DOCTYPE html><html lang="en-US"><head><title>api.kraken.com | {code}</title></head>
            <body><h1>Error {code}</h1><p>Performance &amp; security by Cloudflare</p></body></html>
            """;
    }

    private static FaultAnswer Answer(KrakenError error) => new(error.Status, error.Body());
}
