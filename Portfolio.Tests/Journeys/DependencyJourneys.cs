using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>An API whose database or broker is away answers at once, and says when to come back.</summary>
[NeedsServers]
public sealed partial class DependencyJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken { get; }

    [Fact]
    public async Task While_the_broker_confirms_nothing_what_is_stored_is_accepted_and_a_key_is_not_tried()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await using var proxy = new TcpProxy(new Uri(system.Broker.Api));
        // A key may be tried for longer than the client waits.
        var http = await system.StartApiAsync(
            $"--ConnectionStrings:RabbitMq={proxy.Address}", "--Sync:ValidationTimeout=00:05:00");
        var connection = (await system.ConnectAsync("everyday")).Id;
        await UntilConnectedAsync(system, http, "okx-everyday");
        proxy.Stall();

        var resync = await http.PostAsync(new Uri($"connections/{connection}/resync", UriKind.Relative), null, Cancel);
        var tried = await TryAsync(system, http, "okx-everyday");

        // The proxy has been stalled all the time, and the message is still being sent: no answer waited for it.
        Assert.DoesNotContain(
            system.Log.Lines, line => line.Contains("RabbitMQ did not take", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Accepted, resync.StatusCode);
        AssertUnavailable(tried);
        proxy.GoOn();
        await system.UntilAsync($"connections/{connection}/runs", reply => reply.Data.GetArrayLength() > 1);
        await UntilConnectedAsync(system, http, "okx-everyday");
    }

    [Fact]
    public async Task While_the_broker_is_away_a_key_is_not_tried()
    {
        await using var system = await RunningSystem.StartAsync(postgres, rabbitMq);
        await UntilConnectedAsync(system, system.Http, "everyday");
        await system.Broker.RemoveAsync();

        await Eventually.TrueAsync(async () =>
            (await TryAsync(system, system.Http, "everyday")).StatusCode is HttpStatusCode.ServiceUnavailable);

        AssertUnavailable(await TryAsync(system, system.Http, "everyday"));
    }

    [Theory]
    [InlineData("alter database {0} allow_connections false", "alter database {0} allow_connections true")]
    [InlineData(
        "alter role portfolio_api in database {0} set default_transaction_read_only = on",
        "alter role portfolio_api in database {0} reset default_transaction_read_only")]
    public async Task While_the_database_is_away_every_route_says_when_to_come_back(string away, string back)
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        var connection = (await system.ConnectAsync("everyday", waitSeconds: 0)).Id;
        await ServerAsync(system, away);

        var resync = await system.UntilPostedAsync($"connections/{connection}/resync", reply => reply.Status is 503);
        var portfolio = await system.PostAsync("portfolios", new { name = "Trading" });

        Assert.All([resync, portfolio], reply =>
        {
            Assert.Equal((503, "unavailable"), (reply.Status, reply.Kind));
            Assert.NotNull(reply.Headers.RetryAfter);
        });
        await ServerAsync(system, back);
        await system.UntilPostedAsync("portfolios", reply => reply.Status is 201, new { name = "Trading" });
    }

    [Fact]
    public async Task While_the_database_is_away_a_page_says_so_and_offers_to_load_it_again()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        using var http = new HttpClient { BaseAddress = new Uri(system.Origin) };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] =
                FormToken.Match(await http.GetStringAsync("/sign-in", Cancel)).Groups[1].Value,
            ["token"] = RunningSystem.Token,
        });
        using var signedIn = await http.PostAsync("/sign-in/token", form, Cancel);
        await ServerAsync(system, "alter database {0} allow_connections false");

        using var answer = await http.GetAsync("/connections", Cancel);

        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("The service is unavailable for a moment.", page, StringComparison.Ordinal);
        Assert.Contains("Try again", page, StringComparison.Ordinal);
        await ServerAsync(system, "alter database {0} allow_connections true");
    }

    private static void AssertUnavailable(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static Task<HttpResponseMessage> TryAsync(RunningSystem system, HttpClient http, string account) =>
        http.PostAsJsonAsync("connections/validate", system.Body(account), Cancel);

    private static Task UntilConnectedAsync(RunningSystem system, HttpClient http, string account) =>
        Eventually.TrueAsync(async () => (await TryAsync(system, http, account)).IsSuccessStatusCode);

    /// <summary>As an operator, and so that open connections notice it, too.</summary>
    private Task ServerAsync(RunningSystem system, string sql) => postgres.ExecuteAsync(
        $"""
        {string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, system.Database.Name)};
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = '{system.Database.Name}' and usename <> current_user;
        """);
}
