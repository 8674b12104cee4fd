using System.Text.Json;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>
/// The prices of all pairs, those of the other venue and those that cannot be traded included. A pair without a trade
/// for a day has the last price 0.
/// </summary>
internal sealed class TickerEndpoint(KrakenMarket market)
{
    public KrakenAnswer Get(KrakenCall call)
    {
        var wanted = call.Parameter("asset_class") ?? KrakenCoin.Currency;
        if (wanted is not (KrakenCoin.Currency or KrakenCoin.Tokenized))
            return KrakenError.InvalidArguments;

        var listing = market.Current;
        if (call.List("pair") is { } requested)
        {
            var found = requested.Select(listing.Find).ToList();
            return found.All(pair => pair is not null && Has(pair, wanted))
                ? Write(found.OfType<KrakenPair>().Distinct(), call.WantsNewNames)
                : KrakenError.UnknownPair;
        }

        return listing.Answers.Get(
            $"ticker {wanted} {call.WantsNewNames}",
            () => Write(listing.Pairs.Where(pair => Has(pair, wanted)), call.WantsNewNames));
    }

    private static bool Has(KrakenPair pair, string wantedClass) =>
        pair.Status is not KrakenPair.Delisted && pair.Class == wantedClass;

    private static byte[] Write(IEnumerable<KrakenPair> pairs, bool isNew) => KrakenAnswer.Object(json =>
    {
        foreach (var pair in pairs)
            Write(json, pair, isNew ? pair.NewName : pair.Id);
    });

    private static void Write(Utf8JsonWriter json, KrakenPair pair, string name)
    {
        var last = Price(pair, pair.IsTraded ? pair.Last : 0);
        var volume = KrakenJson.Text(pair.Volume, 8);
        json.WriteStartObject(name);
        WriteOffer(json, "a", Price(pair, pair.Last * (1 + (pair.Spread / 2))), pair.Last > 0);
        WriteOffer(json, "b", Price(pair, pair.Last * (1 - (pair.Spread / 2))), pair.HasBid && pair.Last > 0);
        json.WriteTexts("c", last, pair.IsTraded ? "0.01500000" : "0.00000");
        json.WriteTexts("v", volume, volume);
        json.WriteTexts("p", last, last);
        WriteTrades(json, pair.IsTraded);
        json.WriteTexts("l", last, last);
        json.WriteTexts("h", last, last);
        json.WriteString("o", last);
        json.WriteEndObject();
    }

    private static void WriteOffer(Utf8JsonWriter json, string name, string price, bool isThere)
    {
        if (isThere)
            json.WriteTexts(name, price, "120", "120.000");
        else
            json.WriteTexts(name, "0.00000", "0", "0.000");
    }

    /// <summary>Today's and those of 24 hours.</summary>
    private static void WriteTrades(Utf8JsonWriter json, bool isTraded)
    {
        json.WriteStartArray("t");
        json.WriteNumberValue(isTraded ? 910 : 0);
        json.WriteNumberValue(isTraded ? 1840 : 0);
        json.WriteEndArray();
    }

    private static string Price(KrakenPair pair, decimal price) => KrakenJson.Text(price, pair.Decimals);
}
