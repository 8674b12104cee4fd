using Portfolio.Simulator.Faults;

namespace Portfolio.Simulator.Control;

internal static class FaultRoutes
{
    public static void MapFaults(this RouteGroupBuilder control)
    {
        control.MapGet("/faults", (ActiveFaults faults) => faults.All.Select(FaultShown.Of));
        control.MapPost("/faults", SwitchOn);
        control.MapDelete("/faults", (ActiveFaults faults) =>
        {
            faults.Clear();
            return Results.NoContent();
        });
        control.MapDelete("/faults/{id:int}", (int id, ActiveFaults faults) =>
            faults.Clear(id) ? Results.NoContent() : ControlRoutes.Unknown($"There is no fault {id}."));
    }

    private static IResult SwitchOn(Fault fault, ActiveFaults faults)
    {
        if (fault.Times < 1)
            return ControlRoutes.Refused("times must be 1 or more, or left out.");
        if (fault.Status is < 200 or > 599)
            return ControlRoutes.Refused("status must be an HTTP status from 200 to 599.");

        return Results.Ok(FaultShown.Of(faults.SwitchOn(fault)));
    }

    private sealed record FaultShown(int Id, int Hits, Fault Fault)
    {
        public static FaultShown Of(ActiveFault active) => new(active.Id, active.Hits, active.Fault);
    }
}
