using Portfolio.Storage;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Messaging;
using Portfolio.Worker.Readiness;
using Portfolio.Worker.Schedule;
using Portfolio.Worker.Syncs;

namespace Portfolio.Worker;

/// <summary>The engine as one object, for Program and for tests that run it in their own process.</summary>
internal static class WorkerHost
{
    public static HostApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStorage();
        builder.AddExchanges();
        builder.AddSyncs();
        builder.AddMessaging();
        builder.AddSchedule();
        builder.AddReadiness();
        builder.AddTelemetry();
        return builder;
    }
}
