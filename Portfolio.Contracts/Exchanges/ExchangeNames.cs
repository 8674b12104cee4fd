namespace Portfolio.Contracts.Exchanges;

/// <summary>
/// The exchanges' names in JSON, in queue names and in the <c>exchange</c> and <c>source</c> columns.
/// </summary>
public static class ExchangeNames
{
    public const string Binance = "binance";
    public const string Okx = "okx";
    public const string Kraken = "kraken";
}
