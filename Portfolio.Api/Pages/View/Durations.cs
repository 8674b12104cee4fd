namespace Portfolio.Api.Pages.View;

/// <summary>Spans of time in words.</summary>
internal static class Durations
{
    /// <summary>"3 minutes ago".</summary>
    public static string Ago(TimeSpan past) => past switch
    {
        { TotalSeconds: < 10 } => Texts.Durations_Ago_Now,
        { TotalSeconds: < 59.5 } => Texts.FormatDurations_Ago_Seconds(Whole(past.TotalSeconds)),
        { TotalMinutes: < 59.5 } => Plural.Of(
            Whole(past.TotalMinutes), Texts.Durations_Ago_Minutes_One, Texts.FormatDurations_Ago_Minutes_Many),
        { TotalHours: < 23.5 } => Plural.Of(
            Whole(past.TotalHours), Texts.Durations_Ago_Hours_One, Texts.FormatDurations_Ago_Hours_Many),
        _ => Plural.Of(Whole(past.TotalDays), Texts.Durations_Ago_Days_One, Texts.FormatDurations_Ago_Days_Many),
    };

    /// <summary>"in 3 minutes".</summary>
    public static string Until(TimeSpan left) => left switch
    {
        { TotalSeconds: < 1 } => Texts.Durations_Until_Now,
        { TotalSeconds: < 59.5 } => Plural.Of(
            Whole(left.TotalSeconds), Texts.Durations_Until_Seconds_One, Texts.FormatDurations_Until_Seconds_Many),
        { TotalMinutes: < 59.5 } => Plural.Of(
            Whole(left.TotalMinutes), Texts.Durations_Until_Minutes_One, Texts.FormatDurations_Until_Minutes_Many),
        { TotalHours: < 23.5 } => Plural.Of(
            Whole(left.TotalHours), Texts.Durations_Until_Hours_One, Texts.FormatDurations_Until_Hours_Many),
        _ => Plural.Of(Whole(left.TotalDays), Texts.Durations_Until_Days_One, Texts.FormatDurations_Until_Days_Many),
    };

    /// <summary>"every 15 minutes", "every hour", "once a day".</summary>
    public static string Every(int minutes) => minutes switch
    {
        1440 => Texts.Durations_Every_Day,
        _ when minutes % 60 is 0 => Plural.Of(
            minutes / 60, Texts.Durations_Every_Hours_One, Texts.FormatDurations_Every_Hours_Many),
        _ => Plural.Of(minutes, Texts.Durations_Every_Minutes_One, Texts.FormatDurations_Every_Minutes_Many),
    };

    /// <summary>As for minutes; "every 30 seconds" below one.</summary>
    public static string Every(TimeSpan interval) => interval < TimeSpan.FromMinutes(1)
        ? Plural.Of(
            Whole(interval.TotalSeconds), Texts.Durations_Every_Seconds_One, Texts.FormatDurations_Every_Seconds_Many)
        : Every((int)interval.TotalMinutes);

    /// <summary>"0.8 s", "12 s", "3 min".</summary>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => Texts.FormatDurations_Length_Milliseconds($"{Math.Max(1, span.TotalMilliseconds):0}"),
        { TotalMinutes: < 1 } => Texts.FormatDurations_Length_Seconds($"{span.TotalSeconds:0.#}"),
        _ => Texts.FormatDurations_Length_Minutes($"{span.TotalMinutes:0}"),
    };

    private static int Whole(double count) => Math.Max(1, (int)Math.Round(count));
}
