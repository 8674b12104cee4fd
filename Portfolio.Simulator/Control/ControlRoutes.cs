using System.Text.Json;
using System.Text.Json.Serialization;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Control;

/// <summary>The simulator's own routes, which no exchange has, for tests and demonstrations.</summary>
internal static class ControlRoutes
{
    public const string Prefix = "/_simulator";

    /// <summary>A body with an unknown name or a wrong type is a mistake in a test, and is refused.</summary>
    public static void AddControl(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    public static void UseControlErrors(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = bad.StatusCode;
            await context.Response.WriteAsJsonAsync(new { error = bad.InnerException?.Message ?? bad.Message });
        }
    });

    /// <summary>Maps the routes that serve every exchange, and those that each exchange adds for itself.</summary>
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var control = app.MapGroup(Prefix);
        control.MapAccounts();
        control.MapPositions();
        control.MapConversions();
        control.MapFaults();
        control.MapState();
        foreach (var exchange in app.ServiceProvider.GetRequiredService<SimulatedExchanges>().All)
            exchange.MapControls(control);
    }

    /// <summary>The form of every error here.</summary>
    public static IResult Refused(string sentence) => Results.BadRequest(new { error = sentence });

    public static IResult Unknown(string sentence) => Results.NotFound(new { error = sentence });
}
