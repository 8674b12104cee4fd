using System.Text.Json;
using System.Text.RegularExpressions;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;
using Portfolio.Tests.Journeys;

namespace Portfolio.Tests.Reference;

/// <summary>The API's description is complete, and says what the code does.</summary>
public sealed partial class OpenApiDocumentTests(SharedApi shared) : SystemTest<SharedApi>(shared)
{
    /// <summary>Answered where no route is, or never as an answer's own error.</summary>
    private static readonly string[] OfNoRoute =
        [ErrorKinds.MethodNotAllowed, ErrorKinds.Contradicted, ErrorKinds.Unconfirmed];

    private IReadOnlyList<DescribedRoute> Routes => system.Described.Routes;

    private JsonElement Schemas => system.Described.Document.GetProperty("components").GetProperty("schemas");

    [Fact]
    public void Every_route_of_the_API_is_described()
    {
        var mapped = system.Endpoints
            .Select(route => $"/{route.RoutePattern.RawText?.Trim('/')}")
            .Where(path => path.StartsWith("/api/v1", StringComparison.Ordinal))
            .Select(path => Constraint().Replace(path, "}"));

        Assert.Equal(mapped.Distinct().Order(), Routes.Select(route => route.Path).Distinct().Order());
    }

    [Fact]
    public void Every_route_has_a_summary_and_says_what_its_answers_and_parameters_mean() => Assert.All(Routes, route =>
    {
        Assert.NotEmpty(route.Operation.GetProperty("summary").GetString() ?? "");
        Assert.All(route.Responses.EnumerateObject(), answer =>
        {
            Assert.NotEmpty(answer.Value.GetProperty("description").GetString() ?? "");
            Assert.DoesNotContain(answer.Value.GetProperty("description").GetString(), (string[])["OK", "Created"]);
        });
        Assert.All(route.Parameters, parameter =>
            Assert.NotEmpty(parameter.Parameter.GetProperty("description").GetString() ?? ""));
    });

    [Fact]
    public void Every_route_with_a_body_has_examples_of_it() => Assert.All(
        Routes.Where(route => route.Operation.TryGetProperty("requestBody", out _)), route =>
        {
            Assert.NotEmpty(route.BodyExamples);
            foreach (var status in (int[])[400, 413, 415])
                Assert.NotNull(route.ErrorKinds(status));
        });

    [Fact]
    public void Every_kind_of_error_stands_under_its_status_with_its_sentences() => Assert.All(Routes, route =>
    {
        var errors = route.Responses.EnumerateObject().Where(answer => int.Parse(answer.Name) >= 400).ToList();
        Assert.Contains("401", errors.Select(answer => answer.Name));
        Assert.Contains("500", errors.Select(answer => answer.Name));
        foreach (var error in errors)
        {
            foreach (var kind in route.ErrorKinds(int.Parse(error.Name)) ?? [])
            {
                Assert.Equal(int.Parse(error.Name), ErrorCatalog.Status(kind));
                Assert.Contains($"`{kind}`", error.Value.GetProperty("description").GetString());
            }
        }
    });

    [Fact]
    public void Every_kind_of_error_is_in_the_list_of_all_and_at_a_route()
    {
        var introduction = system.Described.Document.GetProperty("info").GetProperty("description").GetString();
        var atRoutes = Routes.SelectMany(route => route.Responses.EnumerateObject()
            .SelectMany(answer => route.ErrorKinds(int.Parse(answer.Name)) ?? [])).ToHashSet();

        Assert.All(ValuesOfAttribute.Of(typeof(ErrorKinds)), kind =>
        {
            var status = kind is ErrorKinds.Contradicted or ErrorKinds.Unconfirmed
                ? "in data" : $"{ErrorCatalog.Status(kind)}";
            Assert.Contains($"| {status} | `{kind}` |", introduction);
            Assert.Equal(!OfNoRoute.Contains(kind), atRoutes.Contains(kind));
        });
    }

    [Fact]
    public void Closed_sets_are_those_of_the_code()
    {
        AssertValues(typeof(ErrorKinds), "Error", "kind");
        Assert.Subset(ValuesOfAttribute.Of(typeof(ErrorKinds)).ToHashSet<string?>(), KindsOfConnections());
        AssertValues(typeof(ConnectionStatus), "Connection", "status");
        AssertValues(typeof(ExchangeNames), "ConnectRequest", "exchange");
        AssertValues(typeof(ExchangeNames), "Holding", "source");
        AssertValues(typeof(SyncTriggers), "Run", "trigger");
        AssertValues(typeof(WalletOutcomes), "RunWallet", "outcome");
        Assert.Equal(["succeeded", "partial", "failed", "superseded"], Values("Run", "outcome"));
        Assert.Equal(
            ["gone", "dust", "disconnected", "awaiting_successor", "renamed", "restated", "first_read", null],
            Values("Transaction", "reason"));
        Assert.Equal(Values("Transaction", "reason"), Values("RunChange", "reason"));
    }

    [Fact]
    public void Headers_stand_at_the_routes_that_read_them()
    {
        string[] RoutesWith(string header) =>
        [
            .. Routes.Where(route => route.Parameters.Any(one => one.In is "header" && one.Name == header))
                .Select(route => $"{route}"),
        ];

        Assert.Equal(
            ["POST /api/v1/connections", "PUT /api/v1/connections/{id}/credentials"], RoutesWith("Prefer"));
        Assert.Equal(["POST /api/v1/connections", "POST /api/v1/portfolios"], RoutesWith("Idempotency-Key"));
        Assert.Equal(["GET /api/v1/connections/events"], RoutesWith("Last-Event-ID"));
    }

    [Fact]
    public void Lists_that_come_as_files_have_the_type_of_files() => Assert.All(Routes, route => Assert.Equal(
        route.Path.EndsWith("/holdings", StringComparison.Ordinal)
            || route.Path.EndsWith("/transactions", StringComparison.Ordinal),
        route.Responses.TryGetProperty("200", out var answer)
            && answer.GetProperty("content").TryGetProperty("text/csv", out _)));

    [Fact]
    public void Required_fields_of_bodies_are_marked_and_those_of_answers_are_all_there()
    {
        Assert.Equal(["apiKey", "apiSecret", "exchange"], Required("ConnectRequest"));
        Assert.Equal(["apiKey", "apiSecret"], Required("CredentialsRequest"));
        Assert.Equal(["contradiction"], Required("ConfirmReadingRequest"));
        Assert.Equal(["name"], Required("PortfolioRequest"));
        Assert.Empty(Required("EditRequest"));
        Assert.Contains("contradiction", Required("Connection"));
        Assert.DoesNotContain("gaps", Required("Coverage"));
    }

    [Fact]
    public void No_description_speaks_of_the_code() => Assert.All(
        TextsOf(system.Described.Document), text => Assert.DoesNotMatch(Inner(), text));

    private static IEnumerable<string> TextsOf(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => part.EnumerateObject().SelectMany(property =>
            property is { Name: "description" or "summary" or "title", Value.ValueKind: JsonValueKind.String }
                ? [property.Value.GetString() ?? ""]
                : TextsOf(property.Value)),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(TextsOf),
        _ => [],
    };

    private void AssertValues(Type constants, string schema, string property) =>
        Assert.Equal(ValuesOfAttribute.Of(constants).Order(), Values(schema, property).Order());

    private IEnumerable<string?> Values(string schema, string property) =>
        Schemas.GetProperty(schema).GetProperty("properties").GetProperty(property).GetProperty("enum")
            .EnumerateArray().Select(value => value.GetString());

    private HashSet<string?> KindsOfConnections() => [.. Values("ConnectionError", "kind")];

    private IEnumerable<string?> Required(string schema) =>
        Schemas.GetProperty(schema).TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()).Order()
            : [];

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(
        @"\b(rows?|columns?|tables?|fences?|leases?|stores?|stored|handlers?|records?|enum|null reference|Guid"
        + @"|cref|IReadOnlyList|ErrorKinds|WalletOutcomes|SyncTriggers|ExchangeNames)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Inner();
}
