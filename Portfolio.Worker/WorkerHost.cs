using MassTransit;
using Portfolio.Storage;
using Portfolio.Storage.Startup;
using Portfolio.Worker.Audit;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Messaging;
using Portfolio.Worker.Readiness;
using Portfolio.Worker.Schedule;
using Portfolio.Worker.Syncs;

namespace Portfolio.Worker;

/// <summary>The worker's host, for Program and for tests that run it in their own process.</summary>
internal static class WorkerHost
{
    public static HostApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        // A sync under way may finish, but an unreachable server does not keep the process running.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = BoundedShutdown.Patience);
        builder.Services.Configure<MassTransitHostOptions>(bus => bus.StopTimeout = TimeSpan.FromSeconds(10));
        builder.AddStorage();
        builder.Services.AddHostedService<PostgresWait>();
        builder.AddBudgets();
        builder.AddExchanges();
        builder.AddSyncs();
        builder.AddMessaging();
        builder.AddSchedule();
        builder.AddReadiness();
        builder.Services.AddHostedService<AuditHeadLog>();
        builder.AddTelemetry();
        return builder;
    }
}
