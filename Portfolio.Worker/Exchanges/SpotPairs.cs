using System.Text.Json;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges;

/// <summary>A list of an exchange's spot pairs by symbol, those that do not trade now included.</summary>
internal sealed class SpotPairs
{
    private readonly IReadOnlyDictionary<string, ListedPair> pairs;

    private SpotPairs(IReadOnlyDictionary<string, ListedPair> pairs, DateTimeOffset readAt)
    {
        (this.pairs, ReadAt) = (pairs, readAt);
        Assets = pairs.Values.SelectMany(pair => pair.Assets).ToHashSet();
        TradingAssets = pairs.Values.Where(pair => pair.IsTrading).SelectMany(pair => pair.Assets).ToHashSet();
    }

    public DateTimeOffset ReadAt { get; }

    /// <summary>Base and quote assets of every pair, whether it trades or not.</summary>
    public IReadOnlySet<string> Assets { get; }

    /// <summary>Base and quote assets of the pairs that trade.</summary>
    public IReadOnlySet<string> TradingAssets { get; }

    /// <summary>The state of each asset's pairs.</summary>
    /// <param name="current">False: the list is older than it should be, so that absence proves nothing.</param>
    public AssetMarkets States(bool current) =>
        AssetMarkets.Of(pairs.Values.Select(pair => (pair.Base, pair.Quote, pair.State)), current);

    /// <summary>Null when it is not listed, or does not trade now.</summary>
    public ListedPair? FindLive(string symbol) =>
        pairs.TryGetValue(symbol, out var pair) && pair.IsTrading ? pair : null;

    /// <param name="rows">Null: a row that lacks a name or a state, which is skipped and counted.</param>
    /// <param name="unreadable">Rows that were skipped before.</param>
    /// <param name="before">
    /// The list before this one: where rows could not be read, a pair of it that is missing may be one of them, and
    /// stays as it was. Null when there is none.
    /// </param>
    /// <exception cref="JsonException">No pair trades.</exception>
    public static ListReading<SpotPairs> Of(
        IEnumerable<ListedPair?> rows, int unreadable, DateTimeOffset readAt, SpotPairs? before)
    {
        var pairs = new Dictionary<string, ListedPair>();
        foreach (var row in rows)
        {
            if (row is { } pair)
                pairs[pair.Symbol] = pair;
            else
                unreadable++;
        }

        var read = pairs.Count;
        foreach (var pair in unreadable > 0 ? before?.pairs.Values ?? [] : [])
            pairs.TryAdd(pair.Symbol, pair);

        return pairs.Values.Any(pair => pair.IsTrading)
            ? new ListReading<SpotPairs>(new SpotPairs(pairs, readAt), read, unreadable)
            : throw new JsonException("No pair is traded.");
    }
}

internal sealed record ListedPair(string Symbol, string Base, string Quote, AssetMarket State)
{
    public bool IsTrading => State is AssetMarket.Trading;

    public IEnumerable<string> Assets => [Base, Quote];
}
