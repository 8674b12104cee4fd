using System.Globalization;
using Microsoft.OpenApi;
using Portfolio.Api.Reference;

namespace Portfolio.Api.Connections;

/// <summary><c>Prefer: wait=20</c> of RFC 7240.</summary>
internal static class PreferHeader
{
    private const int LongestSeconds = 60;

    public const string Applied = "Preference-Applied";

    public static ParameterReference Reference { get; } = new(
        "Prefer",
        ParameterLocation.Header,
        $"`wait=20` waits up to 20 seconds ({LongestSeconds} at most) for the end of the sync and answers with its "
        + "outcome. Left out: the answer comes at once.",
        new OpenApiSchema { Type = JsonSchemaType.String },
        "wait=20");

    /// <summary>
    /// Null when the caller does not prefer to wait, or not in a known form: a preference may be ignored.
    /// </summary>
    public static TimeSpan? Wait(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(header => header?.Split([',', ';'], StringSplitOptions.TrimEntries) ?? [])
        .Where(preference => preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase))
        .Select(preference => Seconds(preference["wait=".Length..].Trim('"')))
        .FirstOrDefault();

    /// <summary>As <see cref="Wait"/>, and reports the accepted preference to the caller.</summary>
    public static TimeSpan? Apply(HttpContext http)
    {
        var wait = Wait(http.Request);
        if (wait is { } applied)
            http.Response.Headers[Applied] = $"wait={applied.TotalSeconds:0}";
        return wait;
    }

    private static TimeSpan? Seconds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestSeconds))
            : null;
}
