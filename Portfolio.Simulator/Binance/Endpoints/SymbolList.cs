using System.Text.RegularExpressions;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>
/// The pairs that <c>symbol</c>, <c>symbols</c> and <c>symbolStatus</c> select. Symbols may hold any letters but
/// lower-case Latin ones; the list is JSON without blanks; one unknown symbol fails the whole request.
/// </summary>
internal sealed partial record SymbolList(IReadOnlyList<BinancePair>? Pairs, BinanceError? Error)
{
    private const string SymbolRange = @"^[\w\-._&&[^a-z]]{1,50}$";
    private const string ListRange = """^\[("[\w\-._&&[^a-z]]{1,50}"(,"[\w\-._&&[^a-z]]{1,50}"){0,}){0,1}\]$""";

    private static readonly SymbolList Everything = new(null, null);

    /// <returns><see cref="Pairs"/> is null when no symbols were named.</returns>
    public static SymbolList Read(BinanceParameters parameters, Listing listing)
    {
        var (symbol, symbols) = (parameters["symbol"], parameters["symbols"]);
        if (symbol is not null && symbols is not null)
            return Refused(BinanceError.Combination);
        if (symbol is not null)
        {
            return symbol.Length == 0 ? Refused(BinanceError.Empty("symbol"))
                : Symbol.IsMatch(symbol) ? Find([symbol], listing)
                : Refused(BinanceError.Illegal("symbol", SymbolRange));
        }

        if (symbols is null)
            return Everything;

        return Several.IsMatch(symbols)
            ? Find(symbols[2..^2].Split("\",\""), listing)
            : Refused(BinanceError.Illegal("symbols", ListRange));
    }

    /// <returns>Null when the status is a valid filter.</returns>
    public static BinanceError? CheckStatus(string? status) =>
        status is null or "TRADING" or "HALT" or "BREAK" ? null : BinanceError.Invalid("symbolStatus");

    private static SymbolList Find(string[] symbols, Listing listing)
    {
        var pairs = symbols.Select(listing.Find).OfType<BinancePair>().ToList();
        return pairs.Count == symbols.Length ? new(pairs, null) : Refused(BinanceError.Symbol);
    }

    private static SymbolList Refused(BinanceError error) => new(null, error);

    [GeneratedRegex(@"^[\w\-.-[a-z]]{1,50}\z")]
    private static partial Regex Symbol { get; }

    [GeneratedRegex("""^\["[\w\-.-[a-z]]{1,50}"(,"[\w\-.-[a-z]]{1,50}")*\]\z""")]
    private static partial Regex Several { get; }
}
