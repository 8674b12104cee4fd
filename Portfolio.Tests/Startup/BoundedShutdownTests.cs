using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portfolio.Storage.Startup;

namespace Portfolio.Tests.Startup;

/// <summary>A process that is told to stop ends without an error, whatever its services do.</summary>
public sealed class BoundedShutdownTests
{
    [Fact]
    public async Task A_service_that_fails_to_stop_is_no_failure_of_the_process()
    {
        using var host = With(new Service { Stop = _ => throw new OperationCanceledException("Cancelled.") });
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(lifetime.StopApplication);

        await host.RunWithinLimitAsync("worker");
    }

    [Fact]
    public async Task A_signal_to_stop_during_the_start_is_no_failure_of_the_process()
    {
        using var host = With(new Service { Start = cancel => Task.Delay(Timeout.Infinite, cancel) });
        var running = host.RunWithinLimitAsync("worker");
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await running;
    }

    [Fact]
    public async Task A_service_that_fails_to_start_is_a_failure_of_the_process()
    {
        using var host = With(new Service { Start = _ => throw new IOException("The port is taken.") });

        var fault = await Assert.ThrowsAsync<IOException>(() => host.RunWithinLimitAsync("worker"));

        Assert.Equal("The port is taken.", fault.Message);
    }

    private static IHost With(Service service)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedService(_ => service);
        return builder.Build();
    }

    private sealed class Service : IHostedService
    {
        public Func<CancellationToken, Task> Start { get; init; } = _ => Task.CompletedTask;

        public Func<CancellationToken, Task> Stop { get; init; } = _ => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancel) => Start(cancel);

        public Task StopAsync(CancellationToken cancel) => Stop(cancel);
    }
}
