using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Api.Answers;

/// <summary>A request body: its exact bytes and their content.</summary>
internal sealed class JsonBody<T>
    where T : class
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 8,
    };

    private readonly T? value;
    private readonly IResult refusal;

    private JsonBody(byte[] bytes, T? value, IResult refusal) =>
        (Bytes, this.value, this.refusal) = (bytes, value, refusal);

    public byte[] Bytes { get; }

    /// <param name="content">The body's content, where it can be read.</param>
    /// <param name="problem">The response to a body that cannot be read.</param>
    public bool TryGet([NotNullWhen(true)] out T? content, [NotNullWhen(false)] out IResult? problem)
    {
        (content, problem) = (value, value is null ? refusal : null);
        return value is not null;
    }

    /// <exception cref="BadHttpRequestException">Larger than the server allows.</exception>
    public static async Task<JsonBody<T>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct);
        var bytes = buffer.ToArray();
        return SyntaxProblem(bytes) is { } problem
            ? new JsonBody<T>(bytes, null, ApiResults.Malformed(problem))
            : Deserialize(bytes);
    }

    /// <summary>Null when the bytes are a JSON object.</summary>
    private static string? SyntaxProblem(byte[] bytes)
    {
        try
        {
            using var syntax = JsonDocument.Parse(bytes);
            return syntax.RootElement.ValueKind is JsonValueKind.Object ? null : Texts.Errors_NotAnObject;
        }
        catch (JsonException)
        {
            return Texts.Errors_NotJson;
        }
    }

    private static JsonBody<T> Deserialize(byte[] bytes)
    {
        try
        {
            return new JsonBody<T>(
                bytes, JsonSerializer.Deserialize<T>(bytes, Strict), ApiResults.Malformed(Texts.Errors_NotAnObject));
        }
        catch (JsonException wrong)
        {
            var field = FieldOf(wrong);
            return new JsonBody<T>(bytes, null, ApiResults.Invalid(field, Problem(field)));
        }
    }

    private static string Problem(string field) =>
        Strict.GetTypeInfo(typeof(T)).Properties.Any(known => known.Name == field)
            ? Texts.Fields_Duplicated
            : Texts.Fields_Unknown;

    private static string FieldOf(JsonException wrong) => wrong.Path is { Length: > 2 } path ? path[2..] : "body";
}
