namespace Portfolio.Simulator.Control;

/// <summary>The simulator's own routes: what no exchange has, for tests and for demonstrations.</summary>
internal static class ControlRoutes
{
    public const string Prefix = "/_simulator";

    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var control = app.MapGroup(Prefix);
        control.MapAccounts();
        control.MapMarket();
        control.MapFaults();
        control.MapState();
    }

    /// <summary>The one form of a refusal here.</summary>
    public static IResult Refused(string sentence) => Results.BadRequest(new { error = sentence });

    public static IResult Unknown(string sentence) => Results.NotFound(new { error = sentence });
}
