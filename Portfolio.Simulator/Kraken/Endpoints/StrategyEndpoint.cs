using System.Globalization;
using System.Text.Json;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>The strategies on offer, in pages.</summary>
internal sealed class StrategyEndpoint(KrakenConditions conditions)
{
    public KrakenAnswer Get(KrakenCall call)
    {
        var strategies = EarnStrategy.All.Where(strategy =>
            call.Parameter("asset") is not { } asset || AssetEndpoint.Find(asset)?.Code == strategy.Asset).ToList();
        var limit = int.TryParse(call.Parameter("limit"), CultureInfo.InvariantCulture, out var wanted) && wanted > 0
            ? wanted
            : conditions.Current.PageSize;
        return EarnPage.Of(call, strategies, limit) is { } page
            ? KrakenAnswer.Object(json => page.Write(json, Write))
            : KrakenError.InvalidArguments;
    }

    private static void Write(Utf8JsonWriter json, EarnStrategy strategy)
    {
        json.WriteStartObject();
        json.WriteString("id", strategy.Id);
        json.WriteString("asset", strategy.Asset);
        json.WriteStartObject("lock_type");
        json.WriteString("type", strategy.LockType);
        json.WriteNumber("payout_frequency", 604_800);
        if (strategy.Days is { } days)
            json.WriteNumber("bonding_period", days * 86_400);
        json.WriteEndObject();
        WriteTyped(json, "yield_source", strategy.YieldSource);
        WriteTyped(json, "auto_compound", "enabled");
        json.WriteStartObject("apr_estimate");
        json.WriteString("low", "2.0000");
        json.WriteString("high", "4.5000");
        json.WriteEndObject();
        json.WriteString("user_min_allocation", "0.01");
        json.WriteString("allocation_fee", "0.0000");
        json.WriteString("deallocation_fee", "0.0000");
        json.WriteBoolean("can_allocate", strategy.LockType is not "timed");
        json.WriteBoolean("can_deallocate", strategy.LockType is not "timed");
        json.WriteTexts("allocation_restriction_info");
        json.WriteEndObject();
    }

    private static void WriteTyped(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject(name);
        json.WriteString("type", type);
        json.WriteEndObject();
    }
}
