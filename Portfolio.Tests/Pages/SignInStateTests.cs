using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Pages;

/// <summary>The pages that are shown without a circuit, and the settings, in every look.</summary>
[NeedsServers]
public sealed class SignInStateTests(PostgresServer postgres, RabbitMqServer rabbitMq, Browser browser)
{
    [Fact]
    public async Task Pages_without_a_circuit_and_the_settings_are_accessible_and_fit()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await using var visit = await Visit.BeginAsync(browser, system);

        await visit.ShowAsync("01-sign-in", "/sign-in", "Access token");
        await visit.ShowAsync(
            "02-sign-in-refused", "/sign-in?problem=token", "This is not a valid code or token of this server.");
        await visit.ShowAsync("03-sign-in-too-often", "/sign-in?problem=attempts", "Too many attempts.");
        await visit.ShowAsync("04-not-found", "/nowhere", "Page not found");
        await visit.ShowAsync("05-fault", "/fault", "Something went wrong");
        await visit.OpenAsync("/settings");
        await visit.ShowAsync("06-settings");
        Assert.DoesNotContain(visit.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));
    }
}
