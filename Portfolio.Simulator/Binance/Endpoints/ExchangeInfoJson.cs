using System.Text.Json;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>A pair with all of Binance's fields; most are the same for all pairs.</summary>
internal static class ExchangeInfoJson
{
    private static readonly string[] Precisions =
        ["quotePrecision", "quoteAssetPrecision", "baseCommissionPrecision", "quoteCommissionPrecision"];

    private static readonly string[] Allowed =
    [
        "icebergAllowed", "ocoAllowed", "otoAllowed", "quoteOrderQtyMarketAllowed", "allowTrailingStop",
        "cancelReplaceAllowed", "isSpotTradingAllowed",
    ];

    public static byte[] Symbols(IEnumerable<BinancePair> pairs, SymbolFilter filter) => Json.Write(json =>
    {
        json.WriteStartArray();
        foreach (var pair in pairs.Where(filter.Admits))
            Write(json, pair, filter.ShowPermissionSets);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, BinancePair pair, bool showPermissionSets)
    {
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        json.WriteString("status", pair.Status);
        json.WriteString("baseAsset", pair.Base);
        json.WriteNumber("baseAssetPrecision", 8);
        json.WriteString("quoteAsset", pair.Quote);
        foreach (var precision in Precisions)
            json.WriteNumber(precision, 8);
        WriteList(json, "orderTypes", "LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT");
        foreach (var allowed in Allowed)
            json.WriteBoolean(allowed, true);
        json.WriteBoolean("isMarginTradingAllowed", pair.Margin);
        WriteFilters(json, pair);
        WriteList(json, "permissions");
        WritePermissionSets(json, pair, showPermissionSets);
        json.WriteString("defaultSelfTradePreventionMode", "EXPIRE_MAKER");
        WriteList(json, "allowedSelfTradePreventionModes", "NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH");
        json.WriteEndObject();
    }

    private static void WriteFilters(Utf8JsonWriter json, BinancePair pair)
    {
        var tick = pair.Price >= 1000 ? 0.01m : pair.Price >= 1 ? 0.0001m : 0.00000001m;
        json.WriteStartArray("filters");
        WriteFilter(json, "PRICE_FILTER", ("minPrice", tick), ("maxPrice", 1_000_000), ("tickSize", tick));
        WriteFilter(json, "LOT_SIZE", ("minQty", 0.00001m), ("maxQty", 9_000_000), ("stepSize", 0.00001m));
        json.WriteStartObject();
        json.WriteString("filterType", "NOTIONAL");
        json.WriteDecimals("minNotional", 5);
        json.WriteBoolean("applyMinToMarket", true);
        json.WriteDecimals("maxNotional", 9_000_000);
        json.WriteBoolean("applyMaxToMarket", false);
        json.WriteNumber("avgPriceMins", 5);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFilter(Utf8JsonWriter json, string type, params ReadOnlySpan<(string, decimal)> limits)
    {
        json.WriteStartObject();
        json.WriteString("filterType", type);
        foreach (var (name, value) in limits)
            json.WriteDecimals(name, value);
        json.WriteEndObject();
    }

    private static void WritePermissionSets(Utf8JsonWriter json, BinancePair pair, bool show)
    {
        json.WriteStartArray("permissionSets");
        if (show)
        {
            json.WriteStartArray();
            json.WriteStringValue("SPOT");
            if (pair.Margin)
                json.WriteStringValue("MARGIN");
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, params ReadOnlySpan<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
