using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portfolio.Contracts.Identity;
using Portfolio.Tests.Reference;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Tokens that a user makes for programs: their scopes, their ends, and their traces.</summary>
[NeedsServers]
public sealed class TokenJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private RunningSystem system = null!;

    public async ValueTask InitializeAsync() =>
        system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq, "--Limits:Tokens=4");

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Theory]
    [InlineData(AccessScopes.Read)]
    [InlineData(AccessScopes.Sync)]
    [InlineData(AccessScopes.Manage)]
    public async Task Each_route_answers_to_the_scopes_that_it_needs_and_to_no_other(string scope)
    {
        using var program = await ProgramAsync(scope);

        foreach (var route in system.Described.Routes.Where(route => !IsStream(route)))
        {
            var (status, kind) = await SendAsync(program, route);
            var isAllowed = !IsForPeople(route) && AccessScopes.Covers(scope, NeededBy(route));
            Assert.Equal($"{route} {!isAllowed}", $"{route} {status is HttpStatusCode.Forbidden}");
            Assert.Equal($"{route} {!isAllowed}", $"{route} {kind is "forbidden"}");
        }
    }

    [Fact]
    public async Task A_token_is_shown_once_and_stored_by_its_hash()
    {
        var made = await MakeAsync("read");

        var token = made.Data.GetProperty("token").GetString() ?? "";
        var listed = await system.GetAsync("tokens");
        Assert.Equal(201, made.Status);
        Assert.StartsWith("pst_", token, StringComparison.Ordinal);
        Assert.Equal(token[^4..], listed.Data[0].GetProperty("hint").GetString());
        Assert.DoesNotContain(token, listed.Body, StringComparison.Ordinal);
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"select count(*) from api_tokens t where t::text like '%{token}%'"));
        Assert.Equal(0, await system.Database.ReadAsync<long>(
            $"select count(*) from api_tokens where token_hash = convert_to('{token}', 'UTF8')"));
    }

    [Fact]
    public async Task A_token_tells_when_and_from_where_it_was_last_used()
    {
        using var program = await ProgramAsync("read");
        Assert.Equal(JsonValueKind.Null, await LastUseAsync("lastUsedAt"));

        await program.GetAsync("connections", Cancel);

        Assert.Equal(JsonValueKind.String, await LastUseAsync("lastUsedAt"));
        Assert.Equal(
            "127.0.0.1", (await system.GetAsync("tokens")).Data[0].GetProperty("lastUsedFrom").GetString());
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing()
    {
        using var program = await ProgramAsync("manage");
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("me", Cancel)).StatusCode);

        var id = (await system.GetAsync("tokens")).Data[0].GetProperty("id").GetGuid();
        await system.DeleteAsync($"tokens/{id}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("me", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_change_by_a_program_is_an_event_of_its_token()
    {
        using var program = await ProgramAsync("manage");
        var id = (await system.GetAsync("tokens")).Data[0].GetProperty("id").GetGuid();

        await program.PostAsJsonAsync("portfolios", new { name = "By a program" }, Cancel);
        await system.DeleteAsync($"tokens/{id}");

        Assert.Equal(
            ["token_revoked access_token ", $"portfolio_added api_token {id}", "token_made access_token "],
            (await system.GetAsync("audit")).Data.EnumerateArray().Select(one => (one, by: one.GetProperty("actor")))
                .Select(it => $"{it.one.GetProperty("action")} {it.by.GetProperty("kind")} {it.by.GetProperty("id")}"));
    }

    [Theory]
    [InlineData("update api_tokens set expires_at = now() - interval '1 second'")]
    [InlineData("update users set disabled_at = now()")]
    public async Task A_token_ends_with_its_time_and_while_its_user_is_disabled(string end)
    {
        using var program = await ProgramAsync("manage");
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("me", Cancel)).StatusCode);

        await TestDatabase.ExecuteAsync(system.Database.Owner, end);

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("me", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_token_of_a_user_who_is_no_operator_reads_no_metrics()
    {
        using var program = await ProgramAsync("manage");
        var metrics = new Uri($"{system.Origin}/metrics");
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(metrics, Cancel)).StatusCode);

        await TestDatabase.ExecuteAsync(system.Database.Owner, "update users set role = 'user'");

        using var refused = await program.GetAsync(metrics, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("Only operators", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "", "read", 30)]
    [InlineData("name", "a\u202Eb", "read", 30)]
    [InlineData("scope", "Dashboard", "everything", 30)]
    [InlineData("scope", "Dashboard", null, 30)]
    [InlineData("expiresInDays", "Dashboard", "read", 0)]
    [InlineData("expiresInDays", "Dashboard", "read", 367)]
    public async Task A_request_that_breaks_a_rule_makes_no_token(string field, string name, string? scope, int days)
    {
        var answer = await system.PostAsync("tokens", new { name, scope, expiresInDays = days });

        Assert.Equal(400, answer.Status);
        Assert.Contains($"\"{field}\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, (await system.GetAsync("tokens")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_user_has_no_more_tokens_than_the_limit()
    {
        for (var made = 0; made < 4; made++)
            Assert.Equal(201, (await MakeAsync("read")).Status);

        var refused = await MakeAsync("read");

        Assert.Equal(429, refused.Status);
        Assert.Equal(4, (await system.GetAsync("tokens")).Data.GetArrayLength());
    }

    private static bool IsStream(DescribedRoute route) => route.Path.EndsWith("/events", StringComparison.Ordinal);

    private static bool IsForPeople(DescribedRoute route) =>
        route.Path.StartsWith("/api/v1/tokens", StringComparison.Ordinal);

    private static string NeededBy(DescribedRoute route) => route.Method switch
    {
        "GET" => AccessScopes.Read,
        _ when route.Path.EndsWith("/resync", StringComparison.Ordinal) => AccessScopes.Sync,
        _ => AccessScopes.Manage,
    };

    private Task<Reply> MakeAsync(string scope) => system.PostAsync("tokens", new { name = "Dashboard", scope });

    private async Task<HttpClient> ProgramAsync(string scope)
    {
        var made = await MakeAsync(scope);
        var program = new HttpClient { BaseAddress = system.Http.BaseAddress };
        program.DefaultRequestHeaders.Authorization = new("Bearer", made.Data.GetProperty("token").GetString());
        return program;
    }

    private async Task<JsonValueKind> LastUseAsync(string name) =>
        (await system.GetAsync("tokens")).Data[0].GetProperty(name).ValueKind;

    private static async Task<(HttpStatusCode Status, string? Kind)> SendAsync(HttpClient client, DescribedRoute route)
    {
        var path = DescribedRoute.Parameter.Replace(route.Path, $"{Guid.CreateVersion7()}");
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.BodyExamples.Count > 0)
            request.Content = JsonContent.Create(route.BodyExamples.First().Value);
        using var answer = await client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var error = body.GetProperty("error");
        return (
            answer.StatusCode,
            error.ValueKind is JsonValueKind.Object ? error.GetProperty("kind").GetString() : null);
    }
}
