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
        var volume = pair.QuoteVolume;
        var offered = volume > 0 ? 1m : 0;
        json.WriteStartObject();
        json.WriteString("instType", "SPOT");
        json.WriteString("instId", pair.Id);
        foreach (var price in (ReadOnlySpan<string>)["last", "open24h", "high24h", "low24h", "sodUtc0", "sodUtc8"])
            json.WriteNumberText(price, pair.Last);
        json.WriteNumberText("lastSz", live ? 1 : 0);
        foreach (var size in (ReadOnlySpan<string>)["askSz", "bidSz"])
            json.WriteNumberText(size, offered);
        foreach (var price in (ReadOnlySpan<string>)["askPx", "bidPx"])
            json.WriteString(price, volume > 0 ? OkxJson.Text(pair.Last) : "");
        json.WriteNumberText("vol24h", volume > 0 ? decimal.Round(volume / pair.Last, 8) : 0);
        json.WriteNumberText("volCcy24h", volume);
        if (pair.TickerTime is { } time)
            json.WriteString("ts", time);
        else
            json.WriteTime("ts", live ? now : now - Suspended);
        json.WriteEndObject();
    }
}
