using System.Text.Json;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Every pair of the exchange by symbol, dead ones included, and the assets they name.</summary>
internal sealed class BinanceMarket
{
    private const string Trading = "TRADING";

    /// <summary>
    /// Pairs that Binance has ended are in BREAK: of 175 in 2020, 170 no longer had a price in 2025, and Binance
    /// removes none from the list. HALT, END_OF_DAY and CANCEL_ONLY are passing states
    /// (developers.binance.com/docs/binance-spot-api-docs/enums, "Symbol status").
    /// </summary>
    private const string Break = "BREAK";

    private readonly Dictionary<string, ListedPair> pairs;
    private readonly Dictionary<string, ListedPair>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    /// <param name="readAt">When the request was sent.</param>
    public BinanceMarket(IEnumerable<ListedPair> pairs, DateTimeOffset readAt)
    {
        this.pairs = [];
        var (assets, trading) = (new HashSet<string>(), new HashSet<string>());
        foreach (var pair in pairs)
        {
            this.pairs[pair.Symbol] = pair;
            assets.UnionWith([pair.Base, pair.Quote]);
            if (pair.IsTrading)
                trading.UnionWith([pair.Base, pair.Quote]);
        }

        bySpan = this.pairs.GetAlternateLookup<ReadOnlySpan<char>>();
        (Assets, TradingAssets, ReadAt) = (assets, trading, readAt);
    }

    public DateTimeOffset ReadAt { get; }

    /// <summary>Every base and quote asset, whether its pairs trade or not.</summary>
    public IReadOnlySet<string> Assets { get; }

    /// <summary>Base and quote assets of the pairs that trade.</summary>
    public IReadOnlySet<string> TradingAssets { get; }

    /// <summary>The state of each asset's pairs.</summary>
    /// <param name="current">False: the list is older than it should be, so that absence proves nothing.</param>
    public AssetMarkets States(bool current) =>
        AssetMarkets.Of(pairs.Values.Select(pair => (pair.Base, pair.Quote, pair.State)), current);

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

    /// <summary>Pairs that lack a name or a status are skipped and counted.</summary>
    /// <param name="before">
    /// The list before this one: where rows could not be read, a pair of it that is missing may be one of them, and
    /// stays as it was. Null when there is none.
    /// </param>
    /// <exception cref="JsonException">Not the exchange's list of pairs.</exception>
    public static ListReading<BinanceMarket> Read(
        ReadOnlySpan<byte> body, DateTimeOffset readAt, BinanceMarket? before = null)
    {
        var read = ListRows.OfProperty(body, "symbols", BinanceJson.Default.BinanceSymbolBody);
        var listed = read.Rows.Select(Listed).OfType<ListedPair>().ToList();
        var unreadable = read.Unreadable + read.Rows.Count - listed.Count;
        if (listed.Count is 0)
            throw new JsonException("The exchange lists no pairs.");

        var kept = unreadable > 0 && before is not null ? before.pairs.Values : Enumerable.Empty<ListedPair>();
        var market = new BinanceMarket([.. listed, .. kept.ExceptBy(listed.Select(Symbol), Symbol)], readAt);
        return new ListReading<BinanceMarket>(market, listed.Count, unreadable);
    }

    private static string Symbol(ListedPair pair) => pair.Symbol;

    private static ListedPair? Listed(BinanceSymbolBody body) =>
        body is { Symbol: { } symbol, Status: { } status, BaseAsset: { } baseAsset, QuoteAsset: { } quoteAsset }
        && AssetName.IsOne(symbol) && AssetName.IsOne(baseAsset) && AssetName.IsOne(quoteAsset)
            ? new ListedPair(symbol, baseAsset, quoteAsset, StateOf(status))
            : null;

    private static AssetMarket StateOf(string status) => status switch
    {
        Trading => AssetMarket.Trading,
        Break => AssetMarket.Ended,
        _ => AssetMarket.Halted,
    };
}
