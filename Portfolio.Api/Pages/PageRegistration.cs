using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using MudBlazor.Services;
using Portfolio.Api.Pages.Connections;
using Portfolio.Api.Pages.Live;
using Portfolio.Api.Pages.Portfolios;
using Portfolio.Api.Pages.Settings;
using Portfolio.Api.Pages.Shell;
using Portfolio.Api.Pages.SignIn;
using Portfolio.Api.Pages.View;

namespace Portfolio.Api.Pages;

internal static class PageRegistration
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        // Finds the files of the pages while they are built and not published.
        builder.WebHost.UseStaticWebAssets();
        // Typed text arrives in messages of this protocol, and its debug lines would repeat it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR", LogLevel.Information);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "portfolio-form";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        AddMud(builder.Services);
        AddParts(builder.Services);
    }

    private static void AddParts(IServiceCollection services)
    {
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddScoped<PageUser>();
        services.AddScoped<PageCurrency>();
        services.AddScoped<RecentSignIn>();
        services.AddScoped<Announcer>();
        services.AddScoped<RefreshTimer>();
        services.AddScoped<Dialogs>();
        services.AddScoped<ConnectionQueries>();
        services.AddScoped<PortfolioQueries>();
        services.AddScoped<AssetQueries>();
        services.AddSingleton<LedgerFile>();
        services.AddTransient<Destination>();
        services.AddScoped<LiveUpdates>();
        services.AddSingleton<PrerenderCache>();
        services.AddSingleton<CoinMarks>();
        services.AddSingleton<UsedStyles>();
    }

    private static void AddMud(IServiceCollection services)
    {
        services.AddMudServices(mud => ConfigureSnackbars(mud.SnackbarConfiguration));
        services.AddTransient<MudLocalizer, MudLabels>();
    }

    private static void ConfigureSnackbars(SnackbarConfiguration snackbars)
    {
        snackbars.PositionClass = Defaults.Classes.Position.BottomCenter;
        snackbars.VisibleStateDuration = 8000;
        snackbars.PreventDuplicates = false;
        snackbars.MaxDisplayedSnackbars = 2;
        snackbars.MaximumOpacity = 100;
        snackbars.ShowTransitionDuration = 150;
        snackbars.HideTransitionDuration = 150;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.Services.GetRequiredService<UsedStyles>().Map(app);
        app.MapSignIn();
        app.MapProvider();
        app.MapDownloads();
        app.MapExport();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = "'none'")
            .RequireAuthorization();
    }
}
