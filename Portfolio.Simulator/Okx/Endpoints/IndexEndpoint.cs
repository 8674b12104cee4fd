using System.Text.Json;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>Index prices of the coins with a live pair, in the requested quote.</summary>
internal sealed class IndexEndpoint(OkxMarket market, SimulatorClock clock)
{
    private static readonly string[] Quotes = ["USD", "USDT", "BTC", "USDC"];

    public OkxAnswer Get(OkxCall call)
    {
        var listing = market.Current;
        var id = call.Parameter("instId");
        var quote = call.Parameter("quoteCcy") ?? id?.Split('-')[^1];
        if (quote is null)
            return OkxError.ParameterMissing("quoteCcy");
        if (!Quotes.Contains(quote) || listing.Usd(quote) is not (> 0 and var unit))
            return OkxError.Parameter("quoteCcy");
        if (id is null && quote == "USD")
            return listing.Indexes.Get(clock.Now, now => Write(listing, listing.Indexed, quote, unit, now));

        var coins = listing.Indexed.Where(code => id is null || id == $"{code}-{quote}");
        return Write(listing, coins, quote, unit, clock.Now);
    }

    private static byte[] Write(
        OkxListing listing, IEnumerable<string> coins, string quote, decimal unit, DateTimeOffset now) =>
        OkxAnswer.Data(json =>
        {
            foreach (var code in coins)
            {
                if (code != quote)
                    Write(json, $"{code}-{quote}", (listing.Usd(code) ?? 0) / unit, now);
            }
        });

    private static void Write(Utf8JsonWriter json, string id, decimal price, DateTimeOffset now)
    {
        var text = OkxJson.Text(decimal.Round(price, 12));
        json.WriteStartObject();
        json.WriteString("instId", id);
        json.WriteAll(["idxPx", "high24h", "low24h", "open24h", "sodUtc0", "sodUtc8"], text);
        json.WriteTime("ts", now);
        json.WriteEndObject();
    }
}
