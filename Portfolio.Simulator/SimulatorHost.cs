using Microsoft.Extensions.DependencyInjection.Extensions;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance;
using Portfolio.Simulator.Binance.Endpoints;
using Portfolio.Simulator.Binance.Limits;
using Portfolio.Simulator.Binance.Market;
using Portfolio.Simulator.Control;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Okx;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator;

/// <summary>Builds the simulator, for its own process and for tests that start it in theirs.</summary>
internal static class SimulatorHost
{
    /// <param name="configure">A place for a test to put its own <see cref="TimeProvider"/>.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(SimulatorHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(SimulatorOptions.DefaultUrl);

        configure?.Invoke(builder.Services);
        AddSimulator(builder.Services, builder.Configuration);

        var app = builder.Build();
        app.UseExchanges();
        app.UseControlErrors();
        app.MapBinance();
        app.MapOkx();
        app.MapControl();
        return app;
    }

    private static void AddSimulator(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptionsWithValidateOnStart<SimulatorOptions, SimulatorOptionsValidator>()
            .BindConfiguration(SimulatorOptions.Section);
        services.AddOptionsWithValidateOnStart<LimitSettings, LimitSettingsValidator>()
            .BindConfiguration(LimitSettings.Section);
        services.AddControl();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SimulatorClock>();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<ActiveFaults>();
        services.AddSingleton<FaultInjection>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<RequestTracing>();
        services.AddBinance();
        services.AddOkx();
        if (configuration.GetValue<bool>($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.LiveDemo)}"))
            services.AddHostedService<LiveDemo>();
    }

    private static void AddBinance(this IServiceCollection services)
    {
        services.AddSingleton<BinanceMarket>();
        services.AddSingleton<BinanceLimits>();
        services.AddSingleton<BinanceGate>();
        services.AddSingleton<GeneralEndpoints>();
        services.AddSingleton<ExchangeInfoEndpoint>();
        services.AddSingleton<PriceEndpoint>();
        services.AddSingleton<DayEndpoint>();
        services.AddSingleton<AccountEndpoints>();
        services.AddSingleton<WalletEndpoints>();
    }

    /// <summary>Everything but the control routes is an exchange: traced, and open to faults.</summary>
    private static void UseExchanges(this WebApplication app)
    {
        var tracing = app.Services.GetRequiredService<RequestTracing>();
        var faults = app.Services.GetRequiredService<FaultInjection>();
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments(ControlRoutes.Prefix),
            exchanges => exchanges.Use(tracing.TraceAsync).Use(faults.InjectAsync));
    }
}
