using System.Text.Json;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>Last prices of spot pairs. A suspended pair has one too, of the day it was suspended.</summary>
internal sealed class TickerEndpoint(OkxMarket market, SimulatorClock clock)
{
    private static readonly TimeSpan Suspended = TimeSpan.FromDays(40);

    public OkxAnswer Get(OkxCall call)
    {
        if (InstrumentType.Check(call) is { } error)
            return error;
        if (!InstrumentType.IsSpot(call))
            return OkxAnswer.Data(_ => { });

        var listing = market.Current;
        return listing.Tickers.Get(clock.Now, now => Write(listing, now));
    }

    private static byte[] Write(OkxListing listing, DateTimeOffset now) => OkxAnswer.Data(json =>
    {
        foreach (var pair in listing.Instruments)
        {
            if (pair.HasTicker)
                Write(json, pair, now);
        }
    });

    private static void Write(Utf8JsonWriter json, OkxInstrument pair, DateTimeOffset now)
    {
        var live = pair.IsLive;
        var offered = live ? 1m : 0;
        json.WriteStartObject();
        json.WriteString("instType", "SPOT");
        json.WriteString("instId", pair.Id);
        foreach (var price in (ReadOnlySpan<string>)["last", "open24h", "high24h", "low24h", "sodUtc0", "sodUtc8"])
            json.WriteNumberText(price, pair.Last);
        foreach (var size in (ReadOnlySpan<string>)["lastSz", "askSz", "bidSz"])
            json.WriteNumberText(size, offered);
        foreach (var price in (ReadOnlySpan<string>)["askPx", "bidPx"])
            json.WriteString(price, live ? OkxJson.Text(pair.Last) : "");
        json.WriteNumberText("vol24h", offered * 1000);
        json.WriteNumberText("volCcy24h", offered * 1000 * pair.Last);
        json.WriteTime("ts", live ? now : now - Suspended);
        json.WriteEndObject();
    }
}
