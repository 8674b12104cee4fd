using System.Net.Http.Headers;
using System.Text;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// Every invalid request is answered in the envelope, with a status, a kind and a sentence; and nothing is stored.
/// </summary>
public sealed class BadInputJourneys(SharedApi shared) : SystemTest<SharedApi>(shared)
{
    private static readonly string LongText = new('k', 5_000);

    public static TheoryData<string, string, string, string> Bodies { get; } = new()
    {
        { "no exchange", """{"apiKey":"k","apiSecret":"s"}""", "exchange", "must be one of" },
        { "an unknown exchange", """{"exchange":"mtgox","apiKey":"k","apiSecret":"s"}""", "exchange",
            "must be one of" },
        { "a blank key", """{"exchange":"binance","apiKey":"  ","apiSecret":"s"}""", "apiKey", "is missing" },
        { "no secret", """{"exchange":"binance","apiKey":"k"}""", "apiSecret", "is missing" },
        { "an overlong key", $$"""{"exchange":"binance","apiKey":"{{LongText}}","apiSecret":"s"}""", "apiKey",
            "is longer than" },
        { "an unprintable key", """{"exchange":"binance","apiKey":"k\u0000ey","apiSecret":"s"}""",
            "apiKey", "characters" },
        { "a key with letters beyond ASCII", """{"exchange":"binance","apiKey":"kéy","apiSecret":"s"}""",
            "apiKey", "characters" },
        { "a public key for a secret",
            """
            {"exchange":"binance","apiKey":"k",
             "apiSecret":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1hsZ3v me@home"}
            """,
            "apiSecret", "is a public key; paste the private key" },
        { "a private key that is cut off",
            """{"exchange":"binance","apiKey":"k","apiSecret":"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw"}""",
            "apiSecret", "is cut off" },
        { "an encrypted private key",
            """
            {"exchange":"binance","apiKey":"k",
             "apiSecret":"-----BEGIN ENCRYPTED PRIVATE KEY-----\\nMIIF\\n-----END ENCRYPTED PRIVATE KEY-----"}
            """,
            "apiSecret", "is encrypted with a password; export it without one" },
        { "a private key for an API key",
            """{"exchange":"binance","apiKey":"-----BEGIN PRIVATE KEY-----\nMC4CAQ","apiSecret":"k"}""", "apiKey",
            "the API key and the secret key seem to be swapped" },
        { "the same value twice", """{"exchange":"binance","apiKey":"same","apiSecret":"same"}""", "apiSecret",
            "is the same as the API key" },
        { "mixed up fields of OKX",
            """
            {"exchange":"okx","apiKey":"FA4E5EC4E7049758415F84EFE1586A2B","apiSecret":"my pass#1",
             "passphrase":"fa4e0000-1b2c-4d5e-8f60-0123456789ab"}
            """,
            "apiSecret", "looks like the passphrase" },
        { "a passphrase where there is none",
            """{"exchange":"binance","apiKey":"k","apiSecret":"s","passphrase":"p"}""", "passphrase",
            "is not used by Binance" },
        { "an interval that is too short",
            """{"exchange":"binance","apiKey":"k","apiSecret":"s","syncIntervalMinutes":4}""", "syncIntervalMinutes",
            "from 5 to 1440" },
        { "a number for a text", """{"exchange":"binance","apiKey":7,"apiSecret":"s"}""", "apiKey", "wrong type" },
        { "a text for a number", """{"exchange":"binance","apiKey":"k","apiSecret":"s","syncIntervalMinutes":"x"}""",
            "syncIntervalMinutes", "wrong type" },
        { "an unknown field", """{"exchange":"binance","apiKey":"k","apiSecret":"s","colour":"red"}""",
            "colour", "is not a known field" },
        { "a field that stands twice", """{"exchange":"binance","exchange":"okx","apiKey":"k","apiSecret":"s"}""",
            "exchange", "appears twice" },
        { "another user's portfolio",
            """
            {"exchange":"binance","apiKey":"k","apiSecret":"s",
             "portfolioId":"01a2045f-f7fb-7a51-9b94-639bd3af45d1"}
            """,
            "portfolioId", "one of your portfolios" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_with_a_wrong_field_names_it(string what, string body, string field, string problem)
    {
        foreach (var path in (string[])["connections", "connections/validate"])
        {
            var reply = await SendAsync(path, body);

            Assert.Equal((400, "invalid_request"), (reply.Status, reply.Kind));
            Assert.Contains(problem, reply.Field(field));
        }

        Assert.Equal(0, await system.Database.ReadAsync<long>("select count(*) from user_connections"));
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("<xml/>")]
    public async Task A_body_that_is_no_JSON_object_is_malformed(string body)
    {
        var reply = await SendAsync("connections", body);

        Assert.Equal((400, "invalid_request"), (reply.Status, reply.Kind));
        Assert.StartsWith("The body is not", reply.Message);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_and_one_that_is_not_marked_as_JSON_is_415()
    {
        var large = await SendAsync("connections", $$"""{"label":"{{new string('x', 70_000)}}"}""");
        var unmarked = await SendAsync("connections", "{}", "text/plain");

        Assert.Equal((413, "too_large"), (large.Status, large.Kind));
        Assert.Equal((415, "unsupported_media_type"), (unmarked.Status, unmarked.Kind));
    }

    [Theory]
    [InlineData("GET", "connections/01a2045f-f7fb-7a51-9b94-639bd3af45d1", 404, "not_found")]
    [InlineData("GET", "connections/not-an-id", 404, "not_found")]
    [InlineData("GET", "connections/01a2045f-f7fb-7a51-9b94-639bd3af45d1/runs", 404, "not_found")]
    [InlineData("POST", "connections/01a2045f-f7fb-7a51-9b94-639bd3af45d1/resync", 404, "not_found")]
    [InlineData("DELETE", "connections/01a2045f-f7fb-7a51-9b94-639bd3af45d1", 404, "not_found")]
    [InlineData("DELETE", "connections/01a2045f-f7fb-7a51-9b94-639bd3af45d1?history=burn", 400, "invalid_request")]
    [InlineData("GET", "portfolios/01a2045f-f7fb-7a51-9b94-639bd3af45d1/holdings", 404, "not_found")]
    [InlineData("GET", "portfolios/01a2045f-f7fb-7a51-9b94-639bd3af45d1/transactions", 404, "not_found")]
    [InlineData("DELETE", "portfolios/01a2045f-f7fb-7a51-9b94-639bd3af45d1", 404, "not_found")]
    [InlineData("PUT", "connections", 405, "method_not_allowed")]
    [InlineData("GET", "nowhere", 404, "not_found")]
    [InlineData("GET", "connections?limit=0", 400, "invalid_request")]
    [InlineData("GET", "connections?limit=501", 400, "invalid_request")]
    [InlineData("GET", "connections?cursor=made-up", 400, "invalid_request")]
    [InlineData("GET", "portfolios/01a2045f-f7fb-7a51-9b94-639bd3af45d1/holdings?cursor=e30", 400, "invalid_request")]
    [InlineData(
        "GET",
        "portfolios/01a2045f-f7fb-7a51-9b94-639bd3af45d1/holdings"
        + "?cursor=eyJSYW5rIjpudWxsLCJTeW1ib2wiOiJhIiwiU291cmNlIjoiYiJ9",
        400,
        "invalid_request")]
    [InlineData(
        "GET",
        "portfolios/01a2045f-f7fb-7a51-9b94-639bd3af45d1/holdings"
        + "?cursor=eyJSYW5rIjoiYWJjIiwiU3ltYm9sIjoiIiwiU291cmNlIjoiIn0",
        400,
        "invalid_request")]
    public async Task A_missing_or_impossible_resource_is_answered_in_the_envelope(
        string method, string path, int status, string kind)
    {
        var reply = await system.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal((status, kind, false), (reply.Status, reply.Kind, reply.Success));
        Assert.NotEmpty(reply.Error.GetProperty("action").GetString() ?? "");
        Assert.Matches("^[0-9a-f]{32}$", reply.Error.GetProperty("traceId").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task Without_the_token_nothing_answers_but_health_and_the_description(string? authorization)
    {
        system.Http.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
            system.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        foreach (var path in (string[])["connections", "portfolios", "exchanges", "nowhere", "/metrics"])
            Assert.Equal((401, "unauthorized"), await StatusAndKindAsync(path));
        foreach (var path in (string[])["/health/live", "/health/ready", "/openapi/v1.json", "/docs/"])
            Assert.Equal(200, (int)(await system.Http.GetAsync(path, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_same_key_twice_is_a_duplicate_and_shows_the_connection_that_has_it()
    {
        var first = await system.PostAsync("connections", system.Body("everyday"));
        var padded = system.Body("everyday");
        padded["apiKey"] = $" \n{padded["apiKey"]}\t";

        var second = await system.PostAsync("connections", padded);

        Assert.Equal((409, "duplicate_key", first.Id), (second.Status, second.Kind, second.Id));
    }

    [Fact]
    public async Task An_idempotency_key_gives_the_first_answer_again_and_refuses_another_body()
    {
        var body = system.Body("everyday");
        var first = await system.PostAsync("connections", body, ("Idempotency-Key", "once"));

        var again = await system.PostAsync("connections", body, ("Idempotency-Key", "once"));
        body["label"] = "Another";
        var other = await system.PostAsync("connections", body, ("Idempotency-Key", "once"));

        Assert.Equal((202, first.Body), (again.Status, again.Body));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal((422, "idempotency_mismatch"), (other.Status, other.Kind));
        Assert.Equal(1, await system.Database.ReadAsync<long>("select count(*) from user_connections"));
    }

    [Fact]
    public async Task A_page_ends_where_the_next_begins()
    {
        foreach (var name in (string[])["one", "two", "three"])
            Assert.Equal(201, (await system.PostAsync("portfolios", new { name })).Status);

        var first = await system.GetAsync("portfolios?limit=2");
        var second = await system.GetAsync(
            $"portfolios?limit=2&cursor={first.Meta.GetProperty("nextCursor").GetString()}");

        Assert.Equal(["one", "two"], first.Data.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(["three"], second.Data.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.Meta.GetProperty("nextCursor").ValueKind);
    }

    private async Task<(int Status, string? Kind)> StatusAndKindAsync(string path)
    {
        var reply = await system.GetAsync(path);
        return (reply.Status, reply.Kind);
    }

    private Task<Reply> SendAsync(string path, string body, string mediaType = "application/json") =>
        system.SendAsync(
            HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)));
}
