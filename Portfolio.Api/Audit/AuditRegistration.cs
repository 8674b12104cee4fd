using Microsoft.AspNetCore.Components.Server.Circuits;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Audit;

internal static class AuditRegistration
{
    public static void AddAudit(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditMetrics>();
        builder.Services.AddSingleton<Refusals>();
        builder.Services.AddHostedService<RefusalWriter>();
        builder.Services.AddScoped<CircuitHandler, CircuitActor>();
    }

    /// <summary>Behind the authentication: names who acts to all that a request does.</summary>
    public static void UseActors(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.RequestServices.GetRequiredService<CurrentActor>().Value = AuditActors.Of(http);
        AuditActors.KeepAddress(http);
        return next(http);
    });
}
