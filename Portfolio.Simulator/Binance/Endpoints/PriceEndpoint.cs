using System.Text.Json;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>Last prices. Without <c>symbolStatus</c> dead pairs are among them, at zero or at a stale price.</summary>
internal sealed class PriceEndpoint(BinanceMarket market)
{
    public BinanceAnswer Get(BinanceCall call)
    {
        var parameters = call.Parameters;
        var listing = market.Current;
        var status = parameters["symbolStatus"];
        var requested = SymbolList.Read(parameters, listing);
        if ((requested.Error ?? SymbolList.CheckStatus(status)) is { } error)
            return error;
        if (requested.Pairs is not { } pairs)
            return listing.Answers.Get("price " + status, () => Write(listing.Pairs, status));
        if (status is not null && pairs.Any(pair => pair.Status != status))
            return BinanceError.StatusMismatch(status);

        return parameters["symbol"] is null
            ? Write(pairs, status)
            : Json.Write(json => Write(json, pairs[0]));
    }

    private static byte[] Write(IEnumerable<BinancePair> pairs, string? status) => Json.Write(json =>
    {
        json.WriteStartArray();
        foreach (var pair in pairs)
        {
            if (status is null || pair.Status == status)
                Write(json, pair);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, BinancePair pair)
    {
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        json.WriteDecimals("price", pair.Price);
        json.WriteEndObject();
    }
}
