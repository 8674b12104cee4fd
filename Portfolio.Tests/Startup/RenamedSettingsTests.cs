using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portfolio.Api.Connections;
using Portfolio.Storage.Startup;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Startup;

public sealed class RenamedSettingsTests
{
    [Fact]
    public void A_worker_that_finds_the_earlier_name_of_a_setting_says_the_new_one() => Assert.Equal(
        "The setting Sync:AskedFor has another name: Sync:RequestExpiresAfter. Give that one the value, and remove "
        + "Sync:AskedFor.",
        Refusal(worker => worker.AddSyncs(), "Sync:AskedFor"));

    [Fact]
    public void An_API_that_finds_the_earlier_name_of_a_setting_says_the_new_one() => Assert.Equal(
        "The setting Sync:AskedByPersonFor has another name: Sync:PersonRequestExpiresAfter. Give that one the value, "
        + "and remove Sync:AskedByPersonFor.",
        Refusal(api => api.AddConnections(), "Sync:AskedByPersonFor"));

    [Fact]
    public void Each_process_starts_with_the_new_names()
    {
        Start(worker => worker.AddSyncs(), "Sync:RequestExpiresAfter");
        Start(api => api.AddConnections(), "Sync:PersonRequestExpiresAfter");
    }

    private static string Refusal(Action<HostApplicationBuilder> add, string setting) =>
        StartFailure.Sentence(Assert.Throws<OptionsValidationException>(() => Start(add, setting)));

    private static void Start(Action<HostApplicationBuilder> add, string setting)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new(setting, "00:00:10")]);
        add(builder);
        using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
