using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portfolio.Tests.Journeys;

namespace Portfolio.Tests.Reference;

/// <summary>The API by its own description, against which the answers of all journeys are checked.</summary>
internal sealed class DescribedApi(JsonElement document)
{
    private static DescribedApi? known;

    private readonly List<DescribedRoute> routes =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select new DescribedRoute(operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];

    public JsonElement Document => document;

    public IReadOnlyList<DescribedRoute> Routes => routes;

    /// <summary>Read once: every API of a run is of one version.</summary>
    public static async Task<DescribedApi> ReadAsync(HttpClient http) => known ??=
        new(JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/openapi/v1.json", Cancel)));

    /// <summary>Fails if the answer is not one that the description promises; ignores unknown addresses.</summary>
    /// <param name="path">Below <c>/api/v1</c>, perhaps with a query.</param>
    public void Check(HttpMethod method, string path, Reply reply)
    {
        if (routes.Find(route => route.Takes(method, $"/api/v1/{path}")) is not { } known)
            return;

        if (known.ErrorKinds(reply.Status) is not { } kinds)
            Assert.Fail($"{method} {path} answered {reply.Status}, which its description does not have: {reply.Body}");
        else if (!reply.Success)
            Assert.Contains(reply.Kind, kinds);

        var problems = new SchemaCheck(document).Problems(known.AnswerSchema(reply.Status), reply.Envelope, "answer");
        Assert.Empty(problems.Select(problem => $"{method} {path} {reply.Status}: {problem}"));
    }
}

/// <summary>One operation of the description.</summary>
internal sealed partial record DescribedRoute(string Method, string Path, JsonElement Operation)
{
    private const string JsonType = "application/json";

    /// <summary>A part of a path that stands for a value.</summary>
    [GeneratedRegex(@"\{[^}]+\}")]
    public static partial Regex Parameter { get; }

    public override string ToString() => $"{Method} {Path}";

    public JsonElement Responses => Operation.GetProperty("responses");

    /// <summary>By name; empty for a route without a body.</summary>
    public Dictionary<string, JsonElement> BodyExamples =>
        Operation.TryGetProperty("requestBody", out var body)
            && Json(body).TryGetProperty("examples", out var examples)
            ? examples.EnumerateObject().ToDictionary(
                example => example.Name, example => example.Value.GetProperty("value"))
            : [];

    public IEnumerable<(string Name, string In, JsonElement Parameter)> Parameters =>
        Operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(parameter => (
                parameter.GetProperty("name").GetString() ?? "", parameter.GetProperty("in").GetString() ?? "",
                parameter))
            : [];

    /// <summary>Of an answer with this status: empty for a success, null where the route has no such answer.</summary>
    public IReadOnlyList<string>? ErrorKinds(int status)
    {
        if (!Responses.TryGetProperty($"{status}", out var response))
            return null;

        return status >= 400
            ? [.. Json(response).GetProperty("examples").EnumerateObject().Select(example => example.Name)]
            : [];
    }

    /// <summary>Of the answers in JSON to requests that succeed.</summary>
    public IEnumerable<(int Status, JsonElement Schema, JsonElement Example)> AnswerExamples =>
        from response in Responses.EnumerateObject()
        where response.Name.StartsWith('2') && response.Value.GetProperty("content").TryGetProperty(JsonType, out _)
        let json = Json(response.Value)
        select (
            int.Parse(response.Name, CultureInfo.InvariantCulture), json.GetProperty("schema"),
            json.GetProperty("example"));

    public JsonElement AnswerSchema(int status) => Json(Responses.GetProperty($"{status}")).GetProperty("schema");

    /// <summary>True if a request with this method and address goes to this route.</summary>
    public bool Takes(HttpMethod method, string address)
    {
        var (asked, own) = (address.Split('?')[0].Split('/'), Path.Split('/'));
        return Method == method.Method && asked.Length == own.Length
            && asked.Zip(own).All(part => part.Second.StartsWith('{') || part.First == part.Second);
    }

    private static JsonElement Json(JsonElement holder) =>
        holder.GetProperty("content").GetProperty(JsonType);
}
