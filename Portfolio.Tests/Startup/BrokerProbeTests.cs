using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Api.Health;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Startup;

public sealed class BrokerProbeTests
{
    [Fact]
    public async Task A_probe_whose_confirmation_never_comes_is_given_up_and_a_later_one_counts()
    {
        var isLost = true;
        var lost = new TaskCompletionSource();
        await using var services = new ServiceCollection()
            .AddMassTransit(bus => bus.UsingInMemory((_, memory) => memory.ConfigurePublish(publish =>
                publish.UseExecuteAsync(_ => Volatile.Read(ref isLost) ? LoseAsync(lost) : Task.CompletedTask))))
            .AddLogging()
            .BuildServiceProvider();
        var bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync(Cancel);
        var clock = new FakeTimeProvider();
        using var probe = new BrokerProbe(bus, clock, NullLogger<BrokerProbe>.Instance);
        await probe.StartAsync(Cancel);
        await lost.Task;
        Assert.False(probe.IsConfirmed);

        Volatile.Write(ref isLost, false);
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(probe.IsConfirmed);
        });

        await probe.StopAsync(Cancel);
        await bus.StopAsync(Cancel);
    }

    private static async Task LoseAsync(TaskCompletionSource lost)
    {
        lost.TrySetResult();
        await Task.Delay(Timeout.Infinite, Cancel);
    }
}
