using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Portfolio.Api.Answers;
using Portfolio.Api.Audit;
using Portfolio.Api.Authentication;
using Portfolio.Api.Connections;
using Portfolio.Api.Exchanges;
using Portfolio.Api.Health;
using Portfolio.Api.Idempotency;
using Portfolio.Api.Limits;
using Portfolio.Api.Messaging;
using Portfolio.Api.Pages;
using Portfolio.Api.Pages.Shell;
using Portfolio.Api.Portfolios;
using Portfolio.Api.Reference;
using Portfolio.Api.Users;
using Portfolio.Storage;
using Portfolio.Storage.Startup;
using Scalar.AspNetCore;

namespace Portfolio.Api;

/// <summary>The front door as one object, for Program and for tests that run it in their own process.</summary>
internal static class ApiHost
{
    private const long LargestBody = 64 * 1024;

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // The files of the pages are found by this name, also in another program that runs this one.
            ApplicationName = typeof(ApiHost).Assembly.GetName().Name,
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = BoundedShutdown.Patience);
        builder.Services.AddSingleton<EgressLookup>();
        builder.Services.AddSingleton<IdempotentResponses>();
        builder.AddHttp();
        builder.TrustProxies();
        builder.AddTelemetry();
        builder.AddStorage();
        builder.AddSignIn();
        builder.AddLimits();
        builder.AddAudit();
        builder.AddConnections();
        builder.AddPortfolios();
        builder.AddUsers();
        builder.AddMessaging();
        builder.AddHealth();
        builder.AddPages();
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.Services.GetRequiredService<LocalToken>();

        app.UseMiddleware<ErrorResponseLog>();
        app.UseMiddleware<RefusedAnswers>();
        app.UseLanguages();
        app.UsePageHeaders();
        app.UseErrorAnswers();
        app.RefuseUnreadableText();
        app.UseRouting();
        app.UseAuthentication();
        app.UseActors();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapApi();
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(AccessRules.Operators);
        app.MapDescription();
        app.MapPages();
        return app;
    }

    private static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapExchanges();
        api.MapConnections();
        api.MapPortfolios();
        api.MapUsers();
        api.MapAudit();
    }

    private static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<LimitOptions, LimitOptionsValidator>()
            .BindConfiguration(LimitOptions.Section);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<RequestLimits>();
    }

    private static void AddHttp(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.AddServerHeader = false;
        });
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi("v1", ReferenceDocument.Configure);
    }

    /// <summary>Of the table of errors: only a long kind may break, and only in a narrow window.</summary>
    private const string ReferenceStyle =
        """
        .markdown table :is(td, th) { word-break: normal !important; }
        @media (min-width: 48rem) { .markdown table code { word-break: normal; overflow-wrap: normal; } }
        """;

    private static void MapDescription(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", docs => docs
            .WithTitle("Portfolio Sync API")
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableMcp()
            .DisableTelemetry()
            .HideDeveloperTools()
            .WithCustomCss(ReferenceStyle)).AllowAnonymous();
    }
}
