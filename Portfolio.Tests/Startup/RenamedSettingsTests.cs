using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portfolio.Api.Connections;
using Portfolio.Tests.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Startup;

public sealed class RenamedSettingsTests
{
    private const string Warning =
        "The setting Sync:AskedFor is called Sync:RequestExpiresAfter now. Rename it: the next version does not read "
        + "the earlier name";

    [Fact]
    public void A_worker_still_reads_the_earlier_name_of_a_setting_and_warns()
    {
        var log = new CapturedLog();

        Assert.Equal(
            TimeSpan.FromSeconds(90),
            Read<SyncOptions>(worker => worker.AddSyncs(), log, ("Sync:AskedFor", "00:01:30")).RequestExpiresAfter);
        Assert.Contains(log.Lines, line => line.Contains(Warning, StringComparison.Ordinal));
    }

    [Fact]
    public void An_API_still_reads_the_earlier_name_of_a_setting() => Assert.Equal(
        TimeSpan.FromSeconds(10),
        Read<ConnectionOptions>(api => api.AddConnections(), new CapturedLog(), ("Sync:AskedByPersonFor", "00:00:10"))
            .PersonRequestExpiresAfter);

    [Fact]
    public void The_new_name_counts_where_both_are_set() => Assert.Equal(
        TimeSpan.FromSeconds(20),
        Read<SyncOptions>(
            worker => worker.AddSyncs(), new CapturedLog(),
            ("Sync:AskedFor", "00:01:30"), ("Sync:RequestExpiresAfter", "00:00:20")).RequestExpiresAfter);

    private static T Read<T>(
        Action<HostApplicationBuilder> add, CapturedLog log, params (string Name, string Value)[] settings)
        where T : class
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)));
        builder.Logging.AddProvider(log);
        add(builder);
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<T>>().Value;
    }
}
