using System.Globalization;

namespace Portfolio.Api;

/// <summary>The text for one thing, or the one for several.</summary>
internal static class Plural
{
    /// <param name="many">Takes the number.</param>
    public static string Of(int count, string one, Func<object?, string> many) =>
        count is 1 ? one : many(count.ToString(CultureInfo.InvariantCulture));
}
