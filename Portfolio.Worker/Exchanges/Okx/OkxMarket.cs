using System.Text.Json;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The spot pairs by instrument, suspended and announced ones included.</summary>
internal sealed class OkxMarket
{
    private const string Trading = "live";

    private readonly IReadOnlyDictionary<string, OkxPair> pairs;

    private OkxMarket(IReadOnlyDictionary<string, OkxPair> pairs, DateTimeOffset readAt)
    {
        (this.pairs, ReadAt) = (pairs, readAt);
        Assets = pairs.Values.SelectMany(pair => pair.Assets).ToHashSet();
        TradingAssets = pairs.Values.Where(pair => pair.IsLive).SelectMany(pair => pair.Assets).ToHashSet();
    }

    public DateTimeOffset ReadAt { get; }

    /// <summary>Base and quote assets of every pair, whether it trades or not.</summary>
    public IReadOnlySet<string> Assets { get; }

    /// <summary>Base and quote assets of the pairs that trade.</summary>
    public IReadOnlySet<string> TradingAssets { get; }

    /// <summary>
    /// The state of each asset's pairs. Pairs that OKX has ended vanish from the list; suspended and announced ones
    /// stay there (www.okx.com/docs-v5, "Get instruments").
    /// </summary>
    /// <param name="current">False: the list is older than it should be, so that absence proves nothing.</param>
    public AssetMarkets States(bool current) => AssetMarkets.Of(
        pairs.Values.Select(
            pair => (pair.Base, pair.Quote, pair.IsLive ? AssetMarket.Trading : AssetMarket.Halted)),
        current);

    /// <summary>Null when it is not listed, or does not trade now.</summary>
    public OkxPair? FindLive(string instrument) =>
        pairs.TryGetValue(instrument, out var pair) && pair.IsLive ? pair : null;

    /// <summary>Instruments that lack a name or a state are skipped and counted.</summary>
    /// <param name="before">
    /// The list before this one: where rows could not be read, a pair of it that is missing may be one of them, and
    /// stays as it was. Null when there is none.
    /// </param>
    /// <exception cref="JsonException">Not the list of instruments, or none of a pair that trades.</exception>
    public static ListReading<OkxMarket> Read(
        ReadOnlySpan<byte> body, DateTimeOffset readAt, OkxMarket? before = null)
    {
        var read = OkxRows.Of(body, OkxJson.Default.OkxInstrumentBody);
        var pairs = new Dictionary<string, OkxPair>(read.Rows.Count);
        var unreadable = read.Unreadable;
        foreach (var row in read.Rows)
        {
            if (PairOf(row) is { } pair)
                pairs[pair.Instrument] = pair;
            else
                unreadable++;
        }

        var rows = pairs.Count;
        foreach (var pair in unreadable > 0 ? before?.pairs.Values ?? [] : [])
            pairs.TryAdd(pair.Instrument, pair);

        return pairs.Values.Any(pair => pair.IsLive)
            ? new ListReading<OkxMarket>(new OkxMarket(pairs, readAt), rows, unreadable)
            : throw new JsonException("No pair is traded.");
    }

    private static OkxPair? PairOf(OkxInstrumentBody row) =>
        row is { InstId: { } id, State: { } state, BaseCcy: { } first, QuoteCcy: { } second }
        && AssetName.IsOne(id) && AssetName.IsOne(first) && AssetName.IsOne(second)
            ? new OkxPair(id, first, second, state is Trading)
            : null;
}

internal sealed record OkxPair(string Instrument, string Base, string Quote, bool IsLive)
{
    public IEnumerable<string> Assets => [Base, Quote];
}
