namespace Portfolio.Api.Pages.View;

/// <summary>Spans of time in words.</summary>
internal static class Durations
{
    /// <summary>"3 minutes ago".</summary>
    public static string Ago(TimeSpan past) => past < TimeSpan.FromSeconds(10) ? "just now" : $"{Words(past)} ago";

    /// <summary>"in 3 minutes".</summary>
    public static string Until(TimeSpan left) => left < TimeSpan.FromSeconds(1) ? "now" : $"in {Words(left)}";

    /// <summary>"every 15 minutes", "every hour", "once a day".</summary>
    public static string Every(int minutes) => minutes switch
    {
        60 => "every hour",
        1440 => "once a day",
        _ when minutes % 60 is 0 => $"every {minutes / 60} hours",
        _ => $"every {minutes} minutes",
    };

    /// <summary>As for minutes; "every 30 seconds" below one.</summary>
    public static string Every(TimeSpan interval) => interval < TimeSpan.FromMinutes(1)
        ? $"every {Many(interval.TotalSeconds, "second")}"
        : Every((int)interval.TotalMinutes);

    /// <summary>"0.8 s", "12 s", "3 min".</summary>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => $"{Math.Max(1, span.TotalMilliseconds):0} ms",
        { TotalMinutes: < 1 } => $"{span.TotalSeconds:0.#} s",
        _ => $"{span.TotalMinutes:0} min",
    };

    private static string Words(TimeSpan span) => span switch
    {
        { TotalSeconds: < 59.5 } => Many(span.TotalSeconds, "second"),
        { TotalMinutes: < 59.5 } => Many(span.TotalMinutes, "minute"),
        { TotalHours: < 23.5 } => Many(span.TotalHours, "hour"),
        _ => Many(span.TotalDays, "day"),
    };

    private static string Many(double count, string unit)
    {
        var whole = Math.Max(1, (long)Math.Round(count));
        return whole is 1 ? $"1 {unit}" : $"{whole} {unit}s";
    }
}
