namespace Portfolio.Simulator.Okx;

internal static class OkxHeaders
{
    public const string Key = "OK-ACCESS-KEY";
    public const string Sign = "OK-ACCESS-SIGN";
    public const string Timestamp = "OK-ACCESS-TIMESTAMP";
    public const string Passphrase = "OK-ACCESS-PASSPHRASE";

    /// <summary>"1" selects demo trading.</summary>
    public const string Simulated = "x-simulated-trading";
}
