using System.ComponentModel.DataAnnotations;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Limits;
using Portfolio.Simulator.Binance.Market;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Okx.Limits;
using Portfolio.Simulator.Okx.Market;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Control;

/// <summary>Clock, limits, the log of requests, and the way back to the start.</summary>
internal static class StateRoutes
{
    public static void MapState(this RouteGroupBuilder control)
    {
        control.MapGet("/clock", (SimulatorClock clock) => ClockShown.Of(clock));
        control.MapPut("/clock", SetClock);
        control.MapGet("/limits", (BinanceLimits limits) => LimitsShown.Of(limits));
        control.MapPut("/limits", SetLimits);
        control.MapGet("/okx/limits", (OkxLimits limits) => OkxLimitsShown.Of(limits));
        control.MapPut("/okx/limits", SetOkxLimits);
        control.MapDelete("/limits/usage", (BinanceLimits limits, OkxLimits okxLimits) =>
        {
            limits.Forgive();
            okxLimits.Forgive();
            return Results.NoContent();
        });
        control.MapGet("/requests", ListRequests);
        control.MapDelete("/requests", (RequestLog log) =>
        {
            log.Clear();
            return Results.NoContent();
        });
        control.MapPost("/reset", Reset);
    }

    private static ClockShown SetClock(ClockChange change, SimulatorClock clock)
    {
        clock.Offset = TimeSpan.FromMilliseconds(change.OffsetMs);
        return ClockShown.Of(clock);
    }

    private static IResult SetLimits(LimitSettings settings, BinanceLimits limits)
    {
        var faults = new List<ValidationResult>();
        var context = new ValidationContext(settings);
        if (!Validator.TryValidateObject(settings, context, faults, validateAllProperties: true))
            return ControlRoutes.Refused(string.Join(' ', faults.Select(fault => fault.ErrorMessage)));

        limits.Settings = settings;
        return Results.Ok(LimitsShown.Of(limits));
    }

    private static IResult SetOkxLimits(OkxLimitSettings settings, OkxLimits limits)
    {
        if (settings.Mistake() is { } mistake)
            return ControlRoutes.Refused(mistake);

        limits.Settings = settings;
        return Results.Ok(OkxLimitsShown.Of(limits));
    }

    private static RequestsShown ListRequests(string? pathPrefix, string? account, RequestLog log) => new(
        log.Received,
        log.Entries().Where(entry =>
            (pathPrefix is null || entry.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
            && (account is null || entry.Account == account)));

    private static IResult Reset(
        AccountBook accounts,
        BinanceMarket market,
        BinanceLimits limits,
        OkxMarket okxMarket,
        OkxLimits okxLimits,
        ActiveFaults faults,
        RequestLog log,
        SimulatorClock clock)
    {
        faults.Clear();
        accounts.Reset();
        market.Reset();
        limits.Reset();
        okxMarket.Reset();
        okxLimits.Reset();
        log.Clear();
        clock.Offset = TimeSpan.Zero;
        return Results.NoContent();
    }

    private sealed record ClockChange(long OffsetMs);

    private sealed record ClockShown(long OffsetMs, DateTimeOffset Now)
    {
        public static ClockShown Of(SimulatorClock clock) => new((long)clock.Offset.TotalMilliseconds, clock.Now);
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

    /// <param name="Refused">Answers of 50011 so far.</param>
    private sealed record OkxLimitsShown(OkxLimitSettings Settings, long Refused, IEnumerable<EndpointShown> Endpoints)
    {
        public static OkxLimitsShown Of(OkxLimits limits) => new(
            limits.Settings,
            limits.Refused,
            LimitTable.Rules.Select(rule => new EndpointShown(
                rule.Key, limits.Settings.RequestsFor(rule.Key), rule.Value.Seconds)));
    }

    private sealed record EndpointShown(string Endpoint, long Requests, int Seconds);

    /// <param name="Received">All since the log was cleared, also those it no longer remembers.</param>
    private sealed record RequestsShown(long Received, IEnumerable<RequestEntry> Requests);
}
