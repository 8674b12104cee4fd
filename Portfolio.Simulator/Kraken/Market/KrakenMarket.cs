using System.Collections.Immutable;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Kraken.Market;

/// <summary>Kraken's pairs and prices. They stand still until the control API moves them.</summary>
internal sealed class KrakenMarket
{
    private static readonly ImmutableList<KrakenPair> AtStart = [.. Make()];

    private readonly Lock _change = new();
    private volatile KrakenListing _listing = new(AtStart);

    /// <summary>The pairs as they are now; another object after every change.</summary>
    public KrakenListing Current => _listing;

    public void Reset() => _listing = new KrakenListing(AtStart);

    /// <summary>Null when there never was such a pair.</summary>
    public KrakenPair? Change(string name, decimal? last, string? status, bool? traded)
    {
        lock (_change)
        {
            if (_listing.Find(name) is not { } pair)
                return null;

            var changed = pair with
            {
                Last = last ?? pair.Last,
                Status = status ?? pair.Status,
                Traded = traded ?? pair.Traded,
            };
            _listing = new KrakenListing(_listing.Pairs.Replace(pair, changed));
            return changed;
        }
    }

    private static IEnumerable<KrakenPair> Make() =>
        from coin in KrakenCoins.All
        from quote in coin.Quotes
        let parts = quote.Split(':')
        let last = PriceDigits.Rounded(coin.Usd / KrakenCoins.ByCode[parts[0]].Usd)
        select KrakenPair.Of(coin.Code, parts[0], parts.ElementAtOrDefault(1) ?? "", last);
}
