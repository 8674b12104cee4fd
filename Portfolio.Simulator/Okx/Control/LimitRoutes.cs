using Portfolio.Simulator.Control;
using Portfolio.Simulator.Okx.Limits;

namespace Portfolio.Simulator.Okx.Control;

/// <summary>OKX's limits and how often a call was refused because of them.</summary>
internal static class LimitRoutes
{
    public static void MapLimits(this RouteGroupBuilder control, OkxLimits limits)
    {
        control.MapGet("/okx/limits", () => LimitsShown.Of(limits));
        control.MapPut("/okx/limits", (OkxLimitSettings settings) => SetLimits(settings, limits));
    }

    private static IResult SetLimits(OkxLimitSettings settings, OkxLimits limits)
    {
        if (settings.Mistake() is { } mistake)
            return ControlRoutes.Refused(mistake);

        limits.Settings = settings;
        return Results.Ok(LimitsShown.Of(limits));
    }

    /// <param name="Refused">Answers of 50011 so far.</param>
    private sealed record LimitsShown(OkxLimitSettings Settings, long Refused, IEnumerable<EndpointShown> Endpoints)
    {
        public static LimitsShown Of(OkxLimits limits) => new(
            limits.Settings,
            limits.Refused,
            LimitTable.Rules.Select(rule => new EndpointShown(
                rule.Key, limits.Settings.RequestsFor(rule.Key), rule.Value.Seconds)));
    }

    private sealed record EndpointShown(string Endpoint, long Requests, int Seconds);
}
