using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portfolio.Tests.Journeys;

namespace Portfolio.Tests.Reference;

/// <summary>
/// Each example of a body is sent to the running API. Those with keys are sent twice: as they are, which no exchange
/// knows, and with the keys of a demo account.
/// </summary>
public sealed class OpenApiExampleTests(SharedSystem shared) : SystemTest(shared)
{
    private static readonly string[] KeyFields = ["apiKey", "apiSecret", "passphrase"];

    [Fact]
    public async Task An_example_of_a_connect_is_accepted_and_its_first_sync_refuses_the_invented_key()
    {
        foreach (var (name, body) in Examples(HttpMethod.Post, "connections"))
        {
            var invented = await SendAsync(HttpMethod.Post, "connections", body, ("Prefer", "wait=20"));
            var real = await SendAsync(HttpMethod.Post, "connections", WithKey(body), ("Prefer", "wait=20"));

            Assert.Equal((name, 422, "invalid_credentials"), (name, invented.Status, invented.Kind));
            Assert.Equal((name, 201, "synced"), (name, real.Status, real.ConnectionStatus));
            await system.DeleteAsync($"connections/{invented.Id}?history=purge");
            await system.DeleteAsync($"connections/{real.Id}?history=purge");
        }
    }

    [Fact]
    public async Task An_example_of_a_connect_is_accepted_without_waiting()
    {
        foreach (var (name, body) in Examples(HttpMethod.Post, "connections").Take(1))
        {
            var reply = await SendAsync(
                HttpMethod.Post, "connections", body, ("Idempotency-Key", ExampleOf("connections", "Idempotency-Key")));

            Assert.Equal((name, 202, "pending"), (name, reply.Status, reply.ConnectionStatus));
        }
    }

    [Fact]
    public async Task An_example_of_a_validation_tries_the_key()
    {
        foreach (var (name, body) in Examples(HttpMethod.Post, "connections/validate"))
        {
            var invented = await SendAsync(HttpMethod.Post, "connections/validate", body);
            var real = await SendAsync(HttpMethod.Post, "connections/validate", WithKey(body));

            Assert.Equal((name, 422, "invalid_credentials"), (name, invented.Status, invented.Kind));
            Assert.Equal((name, 200), (name, real.Status));
        }
    }

    [Fact]
    public async Task An_example_of_new_keys_tries_them_before_it_replaces_the_old_ones()
    {
        foreach (var (exchange, body) in Examples(HttpMethod.Put, "connections/{id}/credentials"))
        {
            var path = $"connections/{(await system.ConnectAsync(AccountAt(exchange))).Id}/credentials";
            body["exchange"] = exchange;
            var real = WithKey(body);
            body.Remove("exchange");
            real.Remove("exchange");

            var invented = await SendAsync(HttpMethod.Put, path, body);
            var replaced = await SendAsync(HttpMethod.Put, path, real, ("Prefer", ExampleOf("connections", "Prefer")));

            Assert.Equal((exchange, 422, "invalid_credentials"), (exchange, invented.Status, invented.Kind));
            Assert.Equal((exchange, 200, "synced"), (exchange, replaced.Status, replaced.ConnectionStatus));
        }
    }

    [Fact]
    public async Task An_example_of_an_edit_is_accepted()
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        foreach (var (name, body) in Examples(HttpMethod.Patch, "connections/{id}"))
            Assert.Equal((name, 200), (name, (await SendAsync(HttpMethod.Patch, $"connections/{id}", body)).Status));
    }

    [Fact]
    public async Task An_example_of_a_confirmation_names_no_reading_of_a_connection_without_one()
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        foreach (var (_, body) in Examples(HttpMethod.Post, "connections/{id}/confirm-reading"))
        {
            var reply = await SendAsync(HttpMethod.Post, $"connections/{id}/confirm-reading", body);

            Assert.Equal((409, "conflict", id), (reply.Status, reply.Kind, reply.Id));
        }
    }

    [Fact]
    public async Task An_example_of_a_portfolios_name_is_accepted()
    {
        foreach (var (_, body) in Examples(HttpMethod.Post, "portfolios"))
        {
            var made = await SendAsync(HttpMethod.Post, "portfolios", body);
            Assert.Equal(201, made.Status);
            foreach (var (_, other) in Examples(HttpMethod.Patch, "portfolios/{id}"))
                Assert.Equal(200, (await SendAsync(HttpMethod.Patch, $"portfolios/{made.Id}", other)).Status);
        }
    }

    [Fact]
    public async Task An_example_of_a_token_or_an_invitation_is_accepted()
    {
        foreach (var path in (string[])["tokens", "invitations"])
        {
            foreach (var (name, body) in Examples(HttpMethod.Post, path))
                Assert.Equal((name, 201), (name, (await SendAsync(HttpMethod.Post, path, body)).Status));
        }
    }

    [Fact]
    public async Task An_example_of_a_change_of_a_user_is_accepted()
    {
        var user = await system.Database.ReadAsync<Guid>(
            "insert into users (id, name, role) values (gen_random_uuid(), 'Bob', 'operator') returning id");
        foreach (var (name, body) in Examples(HttpMethod.Patch, "users/{id}"))
            Assert.Equal((name, 200), (name, (await SendAsync(HttpMethod.Patch, $"users/{user}", body)).Status));
    }

    [Fact]
    public void The_example_of_every_answer_is_one_that_its_schema_allows()
    {
        var schemas = new SchemaCheck(system.Described.Document);
        var answers = system.Described.Routes
            .SelectMany(route => route.AnswerExamples, (route, answer) => (Name: $"{route} {answer.Status}", answer))
            .ToList();

        Assert.All(answers, it => Assert.Empty(
            schemas.Problems(it.answer.Schema, it.answer.Example, it.Name)));
        Assert.All(answers, it => Assert.DoesNotContain("\"string\"", it.answer.Example.GetRawText()));
        Assert.Equal(
            [
                "DELETE /api/v1/connections/{id} 200", "DELETE /api/v1/invitations/{id} 200",
                "DELETE /api/v1/portfolios/{id} 200", "DELETE /api/v1/tokens/{id} 200", "DELETE /api/v1/users/{id} 200",
                "PATCH /api/v1/users/{id} 200", "PUT /api/v1/connections/{id}/portfolio 200",
            ],
            answers.Where(it => it.answer.Example.GetProperty("data").ValueKind is JsonValueKind.Null)
                .Select(it => it.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_route_has_an_example_that_is_not_sent() => Assert.Equal(
        [
            "PATCH /api/v1/connections/{id}", "PATCH /api/v1/me", "PATCH /api/v1/portfolios/{id}",
            "PATCH /api/v1/users/{id}",
            "POST /api/v1/connections", "POST /api/v1/connections/validate",
            "POST /api/v1/connections/{id}/confirm-reading", "POST /api/v1/invitations", "POST /api/v1/portfolios",
            "POST /api/v1/tokens", "PUT /api/v1/connections/{id}/credentials",
            "PUT /api/v1/connections/{id}/portfolio",
        ],
        system.Described.Routes.Where(route => route.BodyExamples.Count > 0)
            .Select(route => $"{route}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_borders_of_numbers_and_texts_are_those_that_are_described()
    {
        var id = (await system.ConnectAsync("everyday")).Id;
        var fields = system.Described.Document.GetProperty("components").GetProperty("schemas")
            .GetProperty("EditRequest").GetProperty("properties");
        var (interval, label) = (fields.GetProperty("syncIntervalMinutes"), fields.GetProperty("label"));
        int[] borders = [interval.GetProperty("minimum").GetInt32(), interval.GetProperty("maximum").GetInt32()];
        var longest = label.GetProperty("maxLength").GetInt32();

        Assert.Equal(200, await StatusAsync(new { syncIntervalMinutes = borders[0] }));
        Assert.Equal(400, await StatusAsync(new { syncIntervalMinutes = borders[0] - 1 }));
        Assert.Equal(200, await StatusAsync(new { syncIntervalMinutes = borders[1] }));
        Assert.Equal(400, await StatusAsync(new { syncIntervalMinutes = borders[1] + 1 }));
        Assert.Equal(200, await StatusAsync(new { label = new string('x', longest) }));
        Assert.Equal(400, await StatusAsync(new { label = new string('x', longest + 1) }));

        async Task<int> StatusAsync(object body) => (await system.PatchAsync($"connections/{id}", body)).Status;
    }

    private static string AccountAt(string exchange) => exchange is "binance" ? "everyday" : $"{exchange}-everyday";

    private IEnumerable<(string Name, JsonObject Body)> Examples(HttpMethod method, string path) =>
        system.Described.Routes.Single(route => route.Method == method.Method && route.Path == $"/api/v1/{path}")
            .BodyExamples.Select(example => (example.Key, JsonObject.Create(example.Value) ?? []));

    /// <summary>The example's value of a header of the route that posts there.</summary>
    private string ExampleOf(string path, string header) => system.Described.Routes
        .Single(route => route.Method is "POST" && route.Path == $"/api/v1/{path}").Parameters
        .Single(parameter => parameter.Name == header).Parameter.GetProperty("example").GetString() ?? "";

    /// <summary>The example with the key of a demo account of its exchange.</summary>
    private JsonObject WithKey(JsonObject example)
    {
        var changed = example.DeepClone().AsObject();
        var key = system.Body(AccountAt($"{example["exchange"]}"));
        foreach (var field in KeyFields.Where(key.ContainsKey))
            changed[field] = $"{key[field]}";
        return changed;
    }

    private Task<Reply> SendAsync(
        HttpMethod method, string path, JsonObject body, params (string Name, string Value)[] headers) =>
        system.SendAsync(method, path, JsonContent.Create(body), headers);
}
