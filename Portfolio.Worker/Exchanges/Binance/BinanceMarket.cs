using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Every pair of the exchange by symbol, dead ones included, and the assets they name.</summary>
internal sealed class BinanceMarket
{
    private const string Trading = "TRADING";

    private readonly Dictionary<string, ListedPair> pairs;
    private readonly Dictionary<string, ListedPair>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    /// <param name="readAt">When the exchange was asked.</param>
    public BinanceMarket(IEnumerable<ListedPair> pairs, DateTimeOffset readAt)
    {
        this.pairs = [];
        var assets = new HashSet<string>();
        foreach (var pair in pairs)
        {
            this.pairs[pair.Symbol] = pair;
            assets.Add(pair.Base);
            assets.Add(pair.Quote);
        }

        bySpan = this.pairs.GetAlternateLookup<ReadOnlySpan<char>>();
        (Assets, ReadAt) = (assets, readAt);
    }

    public DateTimeOffset ReadAt { get; }

    /// <summary>Every base and quote asset, whether its pairs trade or not.</summary>
    public IReadOnlySet<string> Assets { get; }

    public bool Knows(string symbol) => pairs.ContainsKey(symbol);

    /// <summary>The symbol as text, without making a new one for a pair that is known.</summary>
    public string Symbol(ReadOnlySpan<char> symbol) =>
        bySpan.TryGetValue(symbol, out var pair) ? pair.Symbol : symbol.ToString();

    /// <summary>The rows that price something: of pairs that trade, and above zero.</summary>
    /// <remarks>A symbol is never taken apart: ADAEUR ends in EUR and in AEUR, and both are real.</remarks>
    public IEnumerable<LivePair> Live(IEnumerable<TickerRow> tickers)
    {
        foreach (var (symbol, price) in tickers)
        {
            if (price > 0 && pairs.TryGetValue(symbol, out var pair) && pair.IsTrading)
                yield return new LivePair(pair.Base, pair.Quote, symbol, price);
        }
    }

    /// <exception cref="JsonException">Not the exchange's list of pairs.</exception>
    public static BinanceMarket Read(ReadOnlySpan<byte> body, DateTimeOffset readAt)
    {
        var info = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceExchangeInfoBody);
        return info?.Symbols is { Count: > 0 } symbols
            ? new BinanceMarket(symbols.Select(Listed), readAt)
            : throw new JsonException("The exchange lists no pairs.");
    }

    private static ListedPair Listed(BinanceSymbolBody? body) =>
        body is { Symbol: { } symbol, Status: { } status, BaseAsset: { } baseAsset, QuoteAsset: { } quoteAsset }
            ? new ListedPair(symbol, baseAsset, quoteAsset, status is Trading)
            : throw new JsonException("A pair lacks its symbol, its status or one of its assets.");
}

internal sealed record ListedPair(string Symbol, string Base, string Quote, bool IsTrading);
