using System.Net;
using System.Net.Http.Headers;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>How much one user and one address may do, and what the answer says beyond that.</summary>
[NeedsServers]
public sealed class LimitJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task Wrong_tokens_are_counted_and_the_right_one_is_let_in_all_the_while()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        using var http = new HttpClient { BaseAddress = system.Http.BaseAddress };

        for (var wrong = 0; wrong < 20; wrong++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("wrong")).StatusCode);
        var refused = await AskAsync("wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("\"throttled\"", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(RunningSystem.Token)).StatusCode);
        Assert.InRange(system.Log.Lines.Count(line => line.Contains("Answered GET", StringComparison.Ordinal)), 1, 20);

        Task<HttpResponseMessage> AskAsync(string token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return http.GetAsync("connections", Cancel);
        }
    }

    [Fact]
    public async Task A_user_who_tries_too_many_keys_is_asked_to_wait_and_keeps_the_connections()
    {
        await using var system = await RunningSystem.StartAsync(
            postgres, rabbitMq, "--Limits:KeyChecks=1", "--Limits:KeyChecksPerMinute=1");
        var connection = (await system.ConnectAsync("everyday")).Id;

        Assert.Equal(200, (await system.PostAsync("connections/validate", system.Body("bridged"))).Status);

        AssertThrottled(await system.PostAsync("connections/validate", system.Body("bridged")));
        var key = system.Key("bridged");
        AssertThrottled(await system.PutAsync(
            $"connections/{connection}/credentials", new { apiKey = key.ApiKey, apiSecret = key.ApiSecret }));
        Assert.Equal(connection, (await system.GetAsync("connections")).Data[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task New_connections_are_limited_in_number_whatever_comes_at_once()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, "--Limits:Connections=2");
        string[] accounts = ["everyday", "bridged", "veteran", "empty", "unpriced"];

        var replies = await Task.WhenAll(accounts.Select(account => system.ConnectAsync(account, waitSeconds: 0)));

        Assert.Equal(2, replies.Count(reply => reply.Status is 202));
        Assert.All(replies.Where(reply => reply.Status is not 202), AssertThrottled);
        Assert.Equal(2, (await system.GetAsync("connections")).Data.GetArrayLength());
        var kept = (await system.GetAsync("connections")).Data[0].GetProperty("id").GetGuid();
        await system.DeleteAsync($"connections/{kept}?history=keep");
        Assert.Contains(202, await Task.WhenAll(accounts.Select(async account =>
            (await system.ConnectAsync(account, waitSeconds: 0)).Status)));
    }

    [Fact]
    public async Task New_connections_are_limited_in_rate()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, "--Limits:Connects=1");
        Assert.Equal(202, (await system.ConnectAsync("everyday", waitSeconds: 0)).Status);

        AssertThrottled(await system.ConnectAsync("bridged", waitSeconds: 0));
    }

    [Fact]
    public async Task Resyncs_are_limited_over_all_connections()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, "--Limits:Resyncs=1");
        var first = (await system.ConnectAsync("everyday", waitSeconds: 0)).Id;
        var second = (await system.ConnectAsync("bridged", waitSeconds: 0)).Id;

        Assert.Equal(202, (await system.PostAsync($"connections/{first}/resync")).Status);

        AssertThrottled(await system.PostAsync($"connections/{second}/resync"));
    }

    [Fact]
    public async Task Portfolios_are_limited_in_number()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, "--Limits:Portfolios=1");
        Assert.Equal(201, (await system.PostAsync("portfolios", new { name = "First" })).Status);

        AssertThrottled(await system.PostAsync("portfolios", new { name = "Second" }));
        AssertThrottled(await system.PostAsync("portfolios", new { name = "Third" }, ("Idempotency-Key", "third")));
    }

    private static void AssertThrottled(Reply reply)
    {
        Assert.Equal((429, "throttled"), (reply.Status, reply.Kind));
        Assert.True(reply.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }
}
