using System.Globalization;

namespace Portfolio.Simulator.Kraken.Endpoints;

internal sealed class SystemEndpoints(KrakenConditions conditions)
{
    public static KrakenAnswer Time(KrakenCall call) => KrakenAnswer.Object(json =>
    {
        var time = call.Now.UtcDateTime.ToString("ddd, dd MMM yy HH:mm:ss", CultureInfo.InvariantCulture);
        json.WriteNumber("unixtime", call.Now.ToUnixTimeSeconds());
        json.WriteString("rfc1123", time + " +0000");
    });

    public KrakenAnswer Status(KrakenCall call) => KrakenAnswer.Object(json =>
    {
        json.WriteString("status", conditions.Current.Status);
        json.WriteString("timestamp", call.Now.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z");
    });
}
