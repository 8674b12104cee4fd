using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The spot pairs that are traded now, by instrument: suspended and announced ones are not among them.
/// </summary>
internal sealed record OkxMarket(IReadOnlyDictionary<string, (string Base, string Quote)> Live, DateTimeOffset ReadAt)
{
    private const decimal StaleAfterMs = 24 * 60 * 60 * 1000;
    private const string Trading = "live";

    /// <exception cref="JsonException">Not the list of instruments.</exception>
    public static OkxMarket Read(ReadOnlySpan<byte> body, DateTimeOffset readAt)
    {
        var rows = OkxBody<OkxInstrumentBody>.DataOf(JsonSerializer.Deserialize(body, OkxJson.Default.Instruments));
        var live = new Dictionary<string, (string, string)>(rows.Count);
        foreach (var row in rows)
        {
            if (row is not { InstId: { } id, State: { } state, BaseCcy: { } first, QuoteCcy: { } second })
                throw new JsonException("An instrument lacks its id, its state or one of its assets.");

            if (state is Trading)
                live[id] = (first, second);
        }

        return live.Count > 0 ? new OkxMarket(live, readAt) : throw new JsonException("No pair is traded.");
    }

    /// <summary>
    /// The last prices of live pairs, where there is one above zero that was traded, and that is not a day behind the
    /// newest of the list: a stale price prices nothing.
    /// </summary>
    /// <exception cref="JsonException">Not a price list.</exception>
    public List<LivePair> Prices(ReadOnlySpan<byte> body)
    {
        var rows = OkxBody<OkxTickerBody>.DataOf(JsonSerializer.Deserialize(body, OkxJson.Default.Tickers));
        var pairs = new List<LivePair>(rows.Count);
        var stale = rows.Max(row => row?.Ts) - StaleAfterMs;
        foreach (var row in rows)
        {
            if (row?.InstId is not { } id)
                throw new JsonException("A price lacks its instrument.");

            if (row.Last is > 0 and var price && row.LastSz is not 0 && !(row.Ts < stale) && Live.TryGetValue(id, out var pair))
                pairs.Add(new LivePair(pair.Base, pair.Quote, id, price));
        }

        return pairs;
    }
}
