using System.Text.Json;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>
/// Statistics of a day: last price, volumes, and the best bid and ask, which are zero where there is none.
/// </summary>
internal sealed class DayEndpoint(BinanceMarket market)
{
    /// <summary>https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints</summary>
    public static int Weight(BinanceParameters parameters) =>
        parameters["symbol"] is not null ? 2
        : parameters["symbols"] is { } symbols ? symbols.Count(letter => letter is ',') switch
        {
            < 20 => 2,
            < 100 => 40,
            _ => 80,
        }
        : 80;

    public BinanceAnswer Get(BinanceCall call)
    {
        var listing = market.Current;
        var requested = SymbolList.Read(call.Parameters, listing);
        if (requested.Error is { } error)
            return error;
        if (requested.Pairs is not { } pairs)
            return listing.Answers.Get("day", () => Write(listing.Pairs));

        return call.Parameters["symbol"] is null ? Write(pairs) : Json.Write(json => Write(json, pairs[0]));
    }

    private static byte[] Write(IEnumerable<BinancePair> pairs) => Json.Write(json =>
    {
        json.WriteStartArray();
        foreach (var pair in pairs)
            Write(json, pair);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, BinancePair pair)
    {
        var volume = pair.QuoteVolume;
        var offered = volume > 0 ? pair.Price : 0;
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        json.WriteDecimals("lastPrice", pair.Price);
        json.WriteDecimals("bidPrice", offered);
        json.WriteDecimals("askPrice", offered);
        json.WriteDecimals("volume", volume > 0 ? decimal.Round(volume / pair.Price, 8) : 0);
        json.WriteDecimals("quoteVolume", volume);
        json.WriteEndObject();
    }
}
