using System.Text.RegularExpressions;

namespace Portfolio.Api.Pages.View;

/// <summary>
/// The browser's preferences: light or dark, time zone, the forms of numbers and dates. A script keeps them in a
/// cookie, so that the first byte of a page is right and nothing has to be redrawn.
/// </summary>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or <c>system</c>: as the device has it.</param>
/// <param name="Dark">The theme's effect on that device.</param>
/// <param name="DateOrder"><c>dmy</c>, <c>mdy</c> or <c>ymd</c>.</param>
internal sealed partial record BrowserView(
    string Theme, bool Dark, TimeZoneInfo Zone, string Decimal, string Group, string DateOrder, bool HalfDay)
{
    public const string Cookie = "portfolio-view";

    public static BrowserView Unknown { get; } = new("system", false, TimeZoneInfo.Utc, ".", ",", "ymd", false);

    /// <summary>An unreadable cookie counts as none.</summary>
    public static BrowserView Read(string? cookie)
    {
        if (cookie is not { Length: < 200 } || Form().Match(cookie) is not { Success: true } match)
            return Unknown;

        return new BrowserView(
            match.Groups["theme"].Value,
            match.Groups["scheme"].Value is "dark",
            TimeZoneInfo.TryFindSystemTimeZoneById(match.Groups["zone"].Value, out var zone) ? zone : TimeZoneInfo.Utc,
            match.Groups["decimal"].Value,
            match.Groups["group"].Value,
            match.Groups["order"].Value,
            match.Groups["clock"].Value is "12");
    }

    // The group separator may be a space of several kinds, or nothing.
    [GeneratedRegex(
        """^(?<theme>light|dark|system)~(?<scheme>light|dark)~(?<zone>[A-Za-z0-9_+/-]{1,60})"""
        + """~(?<decimal>[.,٫])~(?<group>[.,'’٬\u0020\u00a0\u202f]?)"""
        + """~(?<order>dmy|mdy|ymd)~(?<clock>12|24)$""")]
    private static partial Regex Form();
}
