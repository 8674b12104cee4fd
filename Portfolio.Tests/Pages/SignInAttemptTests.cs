using System.Text.RegularExpressions;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Pages;

/// <summary>Wrong tokens from one address, and the right one between them.</summary>
[NeedsServers]
public sealed partial class SignInAttemptTests(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken { get; }

    public async ValueTask InitializeAsync() =>
        system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task The_right_token_is_let_in_while_further_wrong_ones_are_refused()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(system.Origin) };
        var form = FormToken.Match(await http.GetStringAsync("/sign-in", Cancel)).Groups[1].Value;
        for (var wrong = 0; wrong < 20; wrong++)
            Assert.Contains("problem=token", await SendAsync("a wrong one"), StringComparison.Ordinal);

        Assert.Contains("problem=attempts", await SendAsync("a wrong one"), StringComparison.Ordinal);
        Assert.Equal("/", await SendAsync(RunningSystem.Token));

        async Task<string> SendAsync(string token)
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = form, ["token"] = token,
            });
            using var answer = await http.PostAsync("/sign-in/token", content, Cancel);
            return answer.Headers.Location?.ToString() ?? "";
        }
    }
}
