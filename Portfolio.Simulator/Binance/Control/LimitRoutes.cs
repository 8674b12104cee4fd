using System.ComponentModel.DataAnnotations;
using Portfolio.Simulator.Binance.Limits;
using Portfolio.Simulator.Control;

namespace Portfolio.Simulator.Binance.Control;

/// <summary>Binance's limits and their use by each address.</summary>
internal static class LimitRoutes
{
    public static void MapLimits(this RouteGroupBuilder control, BinanceLimits limits)
    {
        control.MapGet("/limits", () => LimitsShown.Of(limits));
        control.MapPut("/limits", (LimitSettings settings) => SetLimits(settings, limits));
    }

    private static IResult SetLimits(LimitSettings settings, BinanceLimits limits)
    {
        var mistakes = new List<ValidationResult>();
        var context = new ValidationContext(settings);
        if (!Validator.TryValidateObject(settings, context, mistakes, validateAllProperties: true))
            return ControlRoutes.Refused(string.Join(' ', mistakes.Select(mistake => mistake.ErrorMessage)));

        limits.Settings = settings;
        return Results.Ok(LimitsShown.Of(limits));
    }

    private sealed record LimitsShown(LimitSettings Settings, IEnumerable<AddressShown> Addresses)
    {
        public static LimitsShown Of(BinanceLimits limits) => new(
            limits.Settings,
            limits.Usage.Select(usage => new AddressShown(
                usage.ApiWeight, usage.TooMany, usage.Banned, usage.BannedUntil)));
    }

    /// <param name="TooMany">Answers of 429 so far.</param>
    /// <param name="Banned">Answers of 418 so far.</param>
    private sealed record AddressShown(int ApiWeight, int TooMany, int Banned, DateTimeOffset? BannedUntil);
}
