namespace Portfolio.Simulator.Binance;

/// <summary>One endpoint, with its weight, its parameters and its answer.</summary>
/// <param name="Signed">Requires key, timestamp and signature.</param>
/// <param name="Weight">The weight of a call, which may depend on its parameters.</param>
/// <param name="Answer">Called when key, clock and signature are valid.</param>
/// <param name="Optional">The parameters it knows, besides those every signed call may carry.</param>
internal sealed record BinanceRoute(
    string Method,
    string Path,
    bool Signed,
    Func<BinanceParameters, int> Weight,
    Func<BinanceCall, BinanceAnswer> Answer,
    IReadOnlyList<string> Optional)
{
    private static readonly string[] SigningParameters = ["timestamp", "recvWindow", BinanceParameters.SignatureName];

    public bool Sapi { get; } = Path.StartsWith("/sapi/", StringComparison.Ordinal);

    /// <summary>"/fapi" or "/dapi": a host of its own, whose use is counted apart. Null under /api and /sapi.</summary>
    public string? FuturesHost { get; } = Path[1..5] is "fapi" or "dapi" ? Path[..5] : null;

    /// <summary>False only for the key's own flags, which any key may read.</summary>
    public bool NeedsReading { get; init; } = true;

    public bool Knows(string parameter) =>
        Optional.Contains(parameter) || (Signed && SigningParameters.Contains(parameter));
}
