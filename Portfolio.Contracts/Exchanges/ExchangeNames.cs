namespace Portfolio.Contracts.Exchanges;

/// <summary>
/// The exchanges as they are written in JSON, in queue names and in the <c>exchange</c> and <c>source</c> columns.
/// </summary>
public static class ExchangeNames
{
    public const string Binance = "binance";
    public const string Okx = "okx";
}
