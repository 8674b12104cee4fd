using System.Globalization;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Okx;

internal sealed class OkxFaults : IFaultResponder
{
    /// <summary>It looks like a success and has no rows where rows belong.</summary>
    public string OtherShape => """{"code":"0","msg":"","data":{"unexpected":1}}""";

    public string CountryPage => FaultBodies.CloudflareCountry;

    public FaultAnswer Error(Fault fault) => Answer(fault, new(
        fault.Status ?? 500,
        (fault.Code ?? 50026).ToString(CultureInfo.InvariantCulture),
        fault.Message ?? "System error. Try again later"));

    public FaultAnswer RateLimited(Fault fault) => Answer(fault, OkxError.TooManyRequests);

    /// <summary>OKX has no answer for a ban: its firewall blocks the address.</summary>
    public FaultAnswer Banned(Fault fault, DateTimeOffset now) => new(403, FaultBodies.Firewall);

    public FaultAnswer Region(HttpContext context) =>
        new(OkxError.Region(CallerAddress.Of(context)).Status, OkxError.Region(CallerAddress.Of(context)).Body());

    private static FaultAnswer Answer(Fault fault, OkxError error) =>
        new(error.Status, error.Body(fault.NumericCode ?? false));
}
