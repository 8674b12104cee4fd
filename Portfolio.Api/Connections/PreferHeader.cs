using System.Globalization;

namespace Portfolio.Api.Connections;

/// <summary><c>Prefer: wait=20</c> of RFC 7240.</summary>
internal static class PreferHeader
{
    private const int LongestSeconds = 60;

    /// <summary>
    /// Null when the caller does not prefer to wait, or not in a known form: a preference may be ignored.
    /// </summary>
    private static TimeSpan? Wait(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(header => header?.Split([',', ';'], StringSplitOptions.TrimEntries) ?? [])
        .Where(preference => preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase))
        .Select(preference => Seconds(preference["wait=".Length..].Trim('"')))
        .FirstOrDefault();

    /// <summary>As <see cref="Wait"/>, and reports the accepted preference to the caller.</summary>
    public static TimeSpan? Apply(HttpContext http)
    {
        var wait = Wait(http.Request);
        if (wait is { } applied)
            http.Response.Headers["Preference-Applied"] = $"wait={applied.TotalSeconds:0}";
        return wait;
    }

    private static TimeSpan? Seconds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestSeconds))
            : null;
}
