using Portfolio.Simulator.Faults;

namespace Portfolio.Simulator.Binance;

internal sealed class BinanceFaults : IFaultResponder
{
    public string OtherShape => """{"success":true,"data":[{"unexpected":1}]}""";

    public string CountryPage => FaultBodies.CloudFrontCountry;

    public FaultAnswer Error(Fault fault) => Answer(new(
        fault.Status ?? 500,
        fault.Code ?? -1000,
        fault.Message ?? "An unknown error occurred while processing the request."));

    public FaultAnswer RateLimited(Fault fault) => Answer(BinanceError.TooManyRequests(6000));

    public FaultAnswer Banned(Fault fault, DateTimeOffset now) =>
        Answer(BinanceError.Banned(now.AddSeconds(fault.BanSeconds ?? 120)));

    public FaultAnswer Region(HttpContext context) => Answer(BinanceError.Region);

    private static FaultAnswer Answer(BinanceError error) => new(error.Status, error.Body());
}
