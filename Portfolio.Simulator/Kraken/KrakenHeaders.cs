namespace Portfolio.Simulator.Kraken;

internal static class KrakenHeaders
{
    public const string Key = "API-Key";
    public const string Sign = "API-Sign";
}
