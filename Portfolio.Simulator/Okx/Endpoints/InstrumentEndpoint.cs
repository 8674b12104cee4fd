using System.Text.Json;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>The pairs that are listed, whatever their state.</summary>
internal sealed class InstrumentEndpoint(OkxMarket market)
{
    private const string ListedMs = "1611907686000";

    private static readonly string[] OfDerivatives =
    [
        "alias", "auctionEndTime", "contTdSwTime", "ctMult", "ctType", "ctVal", "ctValCcy", "expTime", "freq",
        "instFamily", "lever", "longPosRemainingQuota", "maxPlatOILmt", "method", "openType", "optType", "posLmtAmt",
        "posLmtPct", "preMktSwTime", "seriesId", "settleCcy", "shortPosRemainingQuota", "stk", "uly",
    ];

    private static readonly string[] LargestSizes =
        ["maxIcebergSz", "maxLmtSz", "maxStopSz", "maxTriggerSz", "maxTwapSz", "maxMktSz"];

    public OkxAnswer Get(OkxCall call)
    {
        if (InstrumentType.Check(call) is { } error)
            return error;

        var listing = market.Current;
        var listed = InstrumentType.IsSpot(call) ? listing.Instruments.Where(pair => pair.IsListed) : [];
        if (call.Parameter("instId") is { } id)
        {
            return listed.FirstOrDefault(pair => pair.Id == id) is { } requested
                ? Write([requested])
                : OkxError.Parameter("instId");
        }

        return InstrumentType.IsSpot(call) ? listing.Answers.Get("instruments", () => Write(listed)) : Write([]);
    }

    private static byte[] Write(IEnumerable<OkxInstrument> pairs) => OkxAnswer.Data(json =>
    {
        foreach (var pair in pairs)
            Write(json, pair);
    });

    private static void Write(Utf8JsonWriter json, OkxInstrument pair)
    {
        json.WriteStartObject();
        json.WriteString("instType", "SPOT");
        json.WriteString("instId", pair.Id);
        json.WriteString("baseCcy", pair.Base);
        json.WriteString("quoteCcy", pair.Quote);
        json.WriteString("state", pair.State);
        json.WriteAll(["category", "groupId", "instCategory"], "1");
        json.WriteString("ruleType", "normal");
        json.WriteString("listTime", ListedMs);
        json.WriteNumberText("tickSz", TickSize(pair.Last));
        json.WriteString("lotSz", "0.00000001");
        json.WriteString("minSz", "0.00001");
        json.WriteString("maxLmtAmt", "20000000");
        json.WriteString("maxMktAmt", "1000000");
        json.WriteAll(LargestSizes, "9999999999");
        json.WriteAll(OfDerivatives, "");
        json.WriteBoolean("futureSettlement", false);
        json.WriteStartArray("upcChg");
        json.WriteEndArray();
        WriteQuotes(json, pair.Quote);
        json.WriteEndObject();
    }

    /// <summary>Dollars and USD Coin share one book.</summary>
    private static void WriteQuotes(Utf8JsonWriter json, string quote)
    {
        json.WriteStartArray("tradeQuoteCcyList");
        foreach (var traded in quote is "USD" or "USDC" ? (string[])["USDG", "USD", "USDC"] : [quote])
            json.WriteStringValue(traded);
        json.WriteEndArray();
    }

    /// <summary>One unit of the sixth significant digit.</summary>
    private static decimal TickSize(decimal price)
    {
        var tick = 0.01m;
        for (var left = price; left < 1000 && tick > 0.00000001m; left *= 10)
            tick /= 10;
        return tick;
    }
}
