using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portfolio.Simulator.Binance;
using Portfolio.Simulator.Control;
using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Kraken;
using Portfolio.Simulator.Okx;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator;

/// <summary>Builds the simulator, for its own process and for tests that start it in theirs.</summary>
internal static class SimulatorHost
{
    /// <param name="configure">
    /// Called last, for a test to register its own <see cref="TimeProvider"/> or another
    /// <see cref="ISimulatedExchange"/>.
    /// </param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(SimulatorHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(Configure);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(SimulatorOptions.DefaultUrl);

        AddExchanges(builder.Services);
        AddSimulator(builder.Services, builder.Configuration);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseExchanges();
        app.UseControlErrors();
        foreach (var exchange in app.Services.GetRequiredService<SimulatedExchanges>().All)
            exchange.MapEndpoints(app);
        app.MapControl();
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // A fault may bring the body of an answer, however long that is to be.
        kestrel.Limits.MaxRequestBodySize = null;
    }

    /// <summary>All exchanges, one line each. Their order is that of the demo accounts.</summary>
    private static void AddExchanges(IServiceCollection services)
    {
        services.AddBinance();
        services.AddOkx();
        services.AddKraken();
    }

    private static void AddSimulator(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptionsWithValidateOnStart<SimulatorOptions, SimulatorOptionsValidator>()
            .BindConfiguration(SimulatorOptions.Section);
        services.AddControl();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SimulatorClock>();
        services.AddSingleton<SimulatedExchanges>();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<ActiveFaults>();
        services.AddSingleton<FaultInjection>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<RequestTracing>();
        if (configuration.GetValue<bool>($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.LiveDemo)}"))
            services.AddHostedService<LiveDemo>();
    }

    /// <summary>Every request beside those of the control API is logged, and open to faults.</summary>
    private static void UseExchanges(this WebApplication app)
    {
        var tracing = app.Services.GetRequiredService<RequestTracing>();
        var faults = app.Services.GetRequiredService<FaultInjection>();
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments(ControlRoutes.Prefix),
            exchanges => exchanges.Use(tracing.TraceAsync).Use(faults.InjectAsync));
    }
}
