using System.Text.Json;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>The pairs that are listed, whatever their status; those of the other venue on request alone.</summary>
internal sealed class PairEndpoint(KrakenMarket market)
{
    private const string International = "international";
    private const string Bitnomial = "bitnomial_exchange";

    public KrakenAnswer Get(KrakenCall call)
    {
        var wantedClass = call.Parameter("aclass_base") ?? KrakenCoin.Currency;
        var venue = call.Parameter("execution_venue") ?? International;
        if (venue is not (International or Bitnomial)
            || wantedClass is not (KrakenCoin.Currency or KrakenCoin.Tokenized))
        {
            return KrakenError.InvalidArguments;
        }

        var listing = market.Current;
        var pairs = listing.Pairs.Where(pair =>
            pair.IsListed && pair.Class == wantedClass && pair.IsBitnomial == (venue is Bitnomial));
        if (call.List("pair") is { } requested)
        {
            var found = requested.Select(listing.Find).ToList();
            return found.All(pair => pair is { IsListed: true })
                ? Write(found.OfType<KrakenPair>().Distinct(), call.WantsNewNames)
                : KrakenError.UnknownPair;
        }

        return listing.Answers.Get(
            $"pairs {wantedClass} {venue} {call.WantsNewNames}", () => Write(pairs, call.WantsNewNames));
    }

    private static byte[] Write(IEnumerable<KrakenPair> pairs, bool isNew) => KrakenAnswer.Object(json =>
    {
        foreach (var pair in pairs)
            Write(json, pair, isNew);
    });

    private static void Write(Utf8JsonWriter json, KrakenPair pair, bool isNew)
    {
        json.WriteStartObject(isNew ? pair.NewName : pair.Id);
        json.WriteString("altname", pair.Altname);
        json.WriteString("wsname", pair.WebsocketName);
        json.WriteString("aclass_base", pair.Class);
        json.WriteString("base", isNew ? pair.Base : KrakenNames.Id(pair.Base));
        json.WriteString("aclass_quote", KrakenCoin.Currency);
        json.WriteString("quote", isNew ? pair.Quote : KrakenNames.Id(pair.Quote));
        json.WriteString("lot", "unit");
        json.WriteNumber("cost_decimals", 5);
        json.WriteNumber("pair_decimals", pair.Decimals);
        json.WriteNumber("lot_decimals", 8);
        json.WriteNumber("lot_multiplier", 1);
        WriteFees(json);
        json.WriteString("fee_volume_currency", isNew ? "USD" : "ZUSD");
        json.WriteNumber("margin_call", 80);
        json.WriteNumber("margin_stop", 40);
        json.WriteString("ordermin", "0.00005");
        json.WriteString("costmin", "0.5");
        json.WriteString("tick_size", TickSize(pair.Decimals));
        json.WriteString("status", pair.Status);
        json.WriteString("execution_venue", pair.IsBitnomial ? Bitnomial : International);
        json.WriteEndObject();
    }

    private static void WriteFees(Utf8JsonWriter json)
    {
        json.WriteTexts("leverage_buy");
        json.WriteTexts("leverage_sell");
        foreach (var (name, percent) in (ReadOnlySpan<(string, decimal)>)[("fees", 0.4m), ("fees_maker", 0.25m)])
        {
            json.WriteStartArray(name);
            json.WriteStartArray();
            json.WriteNumberValue(0);
            json.WriteNumberValue(percent);
            json.WriteEndArray();
            json.WriteEndArray();
        }
    }

    /// <summary>One unit of the last decimal.</summary>
    private static string TickSize(int decimals) => "0." + new string('0', decimals - 1) + "1";
}
