using System.Collections.Immutable;
using System.Globalization;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Okx.Market;

/// <summary>OKX's spot pairs and prices. They stand still until the control API moves them.</summary>
internal sealed class OkxMarket
{
    private static readonly ImmutableList<OkxInstrument> AtStart = [.. Make()];

    private readonly Lock _change = new();
    private volatile OkxListing _listing = new(AtStart);

    /// <summary>The pairs as they are now; another object after every change.</summary>
    public OkxListing Current => _listing;

    public void Reset() => _listing = new OkxListing(AtStart);

    /// <summary>Null when there never was such a pair.</summary>
    public OkxInstrument? Change(
        string id, decimal? last, string? state, bool? traded = null, string? tickerTime = null)
    {
        lock (_change)
        {
            if (_listing.Find(id) is not { } instrument)
                return null;

            var changed = instrument with
            {
                Last = last ?? instrument.Last,
                State = state ?? instrument.State,
                Traded = traded ?? instrument.Traded,
                TickerTime = tickerTime ?? instrument.TickerTime,
            };
            _listing = new OkxListing(_listing.Instruments.Replace(instrument, changed));
            return changed;
        }
    }

    private static IEnumerable<OkxInstrument> Make() =>
        from coin in OkxCoins.All
        from quote in coin.Quotes
        select quote.Split(':') is [var code, var state, var last]
            ? new OkxInstrument(coin.Code, code, state, decimal.Parse(last, CultureInfo.InvariantCulture))
            : new OkxInstrument(
                coin.Code, quote, OkxInstrument.Live, PriceDigits.Rounded(coin.Usdt / OkxCoins.ByCode[quote].Usdt));
}
