using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Control;

/// <summary>The clock, the use of limits, the log of requests, and the reset.</summary>
internal static class StateRoutes
{
    public static void MapState(this RouteGroupBuilder control)
    {
        control.MapGet("/clock", (SimulatorClock clock) => ClockShown.Of(clock));
        control.MapPut("/clock", SetClock);
        control.MapDelete("/limits/usage", ForgiveUsage);
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

    private static IResult ForgiveUsage(SimulatedExchanges exchanges)
    {
        foreach (var exchange in exchanges.All)
            exchange.ForgiveUsage();
        return Results.NoContent();
    }

    private static RequestsShown ListRequests(string? pathPrefix, string? account, RequestLog log) => new(
        log.Received,
        log.Entries().Where(entry =>
            (pathPrefix is null || entry.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
            && (account is null || entry.Account == account)));

    private static IResult Reset(
        SimulatedExchanges exchanges, AccountBook accounts, ActiveFaults faults, RequestLog log, SimulatorClock clock)
    {
        faults.Clear();
        accounts.Reset();
        foreach (var exchange in exchanges.All)
            exchange.Reset();
        log.Clear();
        clock.Offset = TimeSpan.Zero;
        return Results.NoContent();
    }

    private sealed record ClockChange(long OffsetMs);

    private sealed record ClockShown(long OffsetMs, DateTimeOffset Now)
    {
        public static ClockShown Of(SimulatorClock clock) => new((long)clock.Offset.TotalMilliseconds, clock.Now);
    }

    /// <param name="Received">All since the log was cleared, also those it no longer remembers.</param>
    private sealed record RequestsShown(long Received, IEnumerable<RequestEntry> Requests);
}
