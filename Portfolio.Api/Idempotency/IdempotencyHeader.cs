using Microsoft.OpenApi;
using Portfolio.Api.Reference;

namespace Portfolio.Api.Idempotency;

internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    private const int MaxLength = 255;

    public static ParameterReference Reference { get; } = new(
        Name,
        ParameterLocation.Header,
        "Makes the request safe to repeat for 24 hours: the same body gets the first answer again, another body "
        + "`idempotency_mismatch`, and `in_progress` while the first request is under way. Use a new one for each "
        + "request. The answer to a request that changed nothing is not kept.",
        new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = MaxLength, Pattern = "^[ -~]+$" },
        "3f0c9a52-8a7e-4c1b-9d60-5b2f7e1a4c88");

    /// <summary>Null without such a header. Several values are joined by a line break, which no key has.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.TryGetValue(Name, out var values) ? string.Join('\n', values.AsEnumerable()) : null;

    /// <param name="value">Null: no such header.</param>
    /// <param name="problems">Field name to its problem; gets one if the value is not a key.</param>
    public static void Check(string? value, Dictionary<string, string> problems)
    {
        if (value is not null && !IsKey(value))
            problems[Name] = Texts.FormatFields_IdempotencyKey($"{MaxLength}");
    }

    private static bool IsKey(string value) =>
        value is { Length: > 0 and <= MaxLength } && value.All(letter => letter is >= ' ' and <= '~');
}
