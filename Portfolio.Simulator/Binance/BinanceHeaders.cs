namespace Portfolio.Simulator.Binance;

internal static class BinanceHeaders
{
    public const string ApiKey = "X-MBX-APIKEY";
    public const string UsedWeight = "x-mbx-used-weight";
    public const string UsedWeightPerMinute = "x-mbx-used-weight-1m";
    public const string UsedSapiIpWeight = "x-sapi-used-ip-weight-1m";
}
