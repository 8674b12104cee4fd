using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>The price list of all pairs.</summary>
internal static class KrakenTickers
{
    /// <summary>
    /// Rows of another venue ("BTC/USD:BTNL"), and of pairs that the list of pairs does not have, are left out.
    /// </summary>
    /// <exception cref="JsonException">Not a price list.</exception>
    public static LivePairs Read(ReadOnlySpan<byte> body, SpotPairs market)
    {
        var read = KrakenRows.Of(body, KrakenJson.Default.KrakenTickerBody);
        var pairs = new List<LivePair>(read.Rows.Count);
        var unreadable = read.Unreadable;
        foreach (var (id, row) in read.Rows.Where(row => !row.Key.Contains(':')))
        {
            if (row.C is not [var last, ..])
                unreadable++;
            else if (last > 0 && market.FindLive(id) is { } pair)
                pairs.Add(new LivePair(pair.Base, pair.Quote, id, last) { Market = MarketOf(row, last) });
        }

        return new LivePairs(pairs, unreadable);
    }

    /// <summary>The second figure of a list is that of the last 24 hours.</summary>
    private static PairMarket MarketOf(KrakenTickerBody row, decimal last)
    {
        var volume = row.V is [_, var coins, ..] ? coins : (decimal?)null;
        var average = row.P is [_, > 0 and var price, ..] ? price : last;
        return PairMarket.Of(
            last, volume, Amounts.OrNull(() => volume * average), First(row.B), First(row.A));
    }

    private static decimal? First(List<decimal>? figures) => figures is [var first, ..] ? first : null;
}
