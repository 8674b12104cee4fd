using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The price list of a host.</summary>
internal static class OkxTickers
{
    /// <exception cref="JsonException">Not a price list.</exception>
    public static LivePairs Read(ReadOnlySpan<byte> body, SpotPairs market)
    {
        var read = OkxRows.Of(body, OkxJson.Default.OkxTickerBody);
        var times = TickerTimes.Of(read.Rows);
        var (pairs, unreadable) = (new List<LivePair>(read.Rows.Count), read.Unreadable);
        foreach (var row in read.Rows)
        {
            if (row is not { InstId: { Length: > 0 } id } || !times.IsTime(row))
                unreadable++;
            else if (market.FindLive(id) is { } pair && PriceOf(row, times) is { } price)
                pairs.Add(new LivePair(pair.Base, pair.Quote, id, price) { Market = MarketOf(row, price) });
        }

        return new LivePairs(pairs, unreadable);
    }

    /// <summary>Of spot pairs vol24h is in the base asset and volCcy24h in the quote asset.</summary>
    private static PairMarket MarketOf(OkxTickerBody row, decimal price) =>
        PairMarket.Of(price, row.Vol24h, row.VolCcy24h, row.BidPx, row.AskPx);

    /// <summary>Null where there is none above zero that was traded within the last day.</summary>
    private static decimal? PriceOf(OkxTickerBody row, TickerTimes times) =>
        row is { Last: > 0 and var price, LastSz: not 0 } && !times.IsStale(row) ? price : null;
}
