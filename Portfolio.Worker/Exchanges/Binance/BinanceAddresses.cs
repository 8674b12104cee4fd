namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The hosts of Binance by path: futures have hosts of their own.</summary>
internal sealed class BinanceAddresses(BinanceOptions options)
{
    private readonly string spot = AddressOf(options.BaseUrl);
    private readonly string usdFutures = AddressOf(options.UsdFuturesUrl ?? Beside(options.BaseUrl, "fapi"));
    private readonly string coinFutures = AddressOf(options.CoinFuturesUrl ?? Beside(options.BaseUrl, "dapi"));

    /// <summary>Those that are set.</summary>
    public static IEnumerable<Uri> Set(BinanceOptions options) =>
        new[] { options.BaseUrl, options.UsdFuturesUrl, options.CoinFuturesUrl }.OfType<Uri>();

    /// <summary>The address of what is read at this path.</summary>
    public string Of(string pathAndQuery) => HostOf(pathAndQuery) + pathAndQuery;

    private string HostOf(string pathAndQuery) =>
        pathAndQuery.StartsWith("/fapi/", StringComparison.Ordinal) ? usdFutures
        : pathAndQuery.StartsWith("/dapi/", StringComparison.Ordinal) ? coinFutures
        : spot;

    /// <summary>Keys of a test venue, a proxy or Binance.US must not go to Binance's hosts.</summary>
    private static Uri Beside(Uri spot, string host) =>
        spot.Host.StartsWith("api", StringComparison.Ordinal)
        && spot.Host.EndsWith(".binance.com", StringComparison.Ordinal)
            ? new Uri($"https://{host}.binance.com")
            : spot;

    private static string AddressOf(Uri host) => host.AbsoluteUri.TrimEnd('/');
}
