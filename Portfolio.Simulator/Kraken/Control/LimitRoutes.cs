using Portfolio.Simulator.Control;
using Portfolio.Simulator.Kraken.Limits;

namespace Portfolio.Simulator.Kraken.Control;

/// <summary>Kraken's limits and how often a call was refused because of them.</summary>
internal static class LimitRoutes
{
    public static void MapLimits(this RouteGroupBuilder control, KrakenLimits limits, KrakenLockouts lockouts)
    {
        control.MapGet("/kraken/limits", () => new LimitsShown(limits.Settings, limits.Refused, lockouts.Refused));
        control.MapPut("/kraken/limits", (KrakenLimitSettings settings) =>
        {
            if (settings.Mistake() is { } mistake)
                return ControlRoutes.Refused(mistake);

            limits.Settings = settings;
            return Results.Ok(new LimitsShown(limits.Settings, limits.Refused, lockouts.Refused));
        });
    }

    /// <param name="Refused">Calls beyond a limit so far.</param>
    /// <param name="LockedOut">Calls during a lockout so far.</param>
    private sealed record LimitsShown(KrakenLimitSettings Settings, long Refused, long LockedOut);
}
