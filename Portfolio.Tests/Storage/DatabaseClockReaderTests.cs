using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portfolio.Storage;
using Portfolio.Storage.Database;
using Portfolio.Tests.Clocks;
using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>A process on a machine whose clock is wrong, and the database's clock.</summary>
[NeedsServers]
public sealed class DatabaseClockReaderTests(PostgresServer postgres) : IDisposable
{
    private readonly CapturedLog log = new();

    public void Dispose() => log.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_process_has_the_databases_time_once_it_has_started(int hours)
    {
        await using var database = await postgres.CreateAsync();
        using var host = Build(database.Worker, new SteppedClock(DateTimeOffset.UtcNow.AddHours(hours)));

        await host.StartAsync(Cancel);

        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        Assert.InRange(now, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddMinutes(2));
        Assert.Single(log.Lines, line => line.StartsWith("Warning The database's clock is ", StringComparison.Ordinal));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_process_starts_without_a_database_and_keeps_the_machines_time()
    {
        using var host = Build("Host=127.0.0.1;Port=1;Username=nobody", TimeProvider.System);

        await host.StartAsync(Cancel);

        Assert.False(host.Services.GetRequiredService<DatabaseClock>().IsMeasured);
        await host.StopAsync(Cancel);
    }

    private IHost Build(string login, TimeProvider machine)
    {
        var builder = Host.CreateApplicationBuilder([$"--ConnectionStrings:Postgres={login}", .. TestKeys.Settings]);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log);
        builder.AddStorage();
        builder.Services.AddSingleton(new DatabaseClock(machine));
        return builder.Build();
    }
}
