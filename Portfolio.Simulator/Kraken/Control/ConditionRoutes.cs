using Portfolio.Simulator.Control;

namespace Portfolio.Simulator.Kraken.Control;

/// <summary>The state that Kraken is in: online, in maintenance, and how it answers.</summary>
internal static class ConditionRoutes
{
    public static void MapConditions(this RouteGroupBuilder control, KrakenConditions conditions)
    {
        control.MapGet("/kraken/system", () => conditions.Current);
        control.MapPut("/kraken/system", (KrakenCondition condition) =>
        {
            if (condition.Mistake() is { } mistake)
                return ControlRoutes.Refused(mistake);

            conditions.Current = condition;
            return Results.Ok(condition);
        });
    }
}
