using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// The paths of a drawing. A browser that makes a page interactive would run its parser for each drawing that comes as
/// markup.
/// </summary>
internal static partial class IconPaths
{
    private static readonly ConcurrentDictionary<string, string[]?> Known = [];

    /// <summary>Null when the drawing has more than plain paths.</summary>
    public static IReadOnlyList<string>? Of(string markup) => Known.GetOrAdd(markup, Read);

    private static string[]? Read(string markup)
    {
        var visible = Ground.Replace(markup, "");
        return PlainPath.Replace(visible, "").Trim() is ""
            ? [.. PlainPath.Matches(visible).Select(path => path.Groups[1].Value)]
            : null;
    }

    /// <summary>The invisible square that most drawings of the set begin with, and groups.</summary>
    [GeneratedRegex("""<g [^>]*fill="none"[^>]*>.*?</g>|<(path|rect) [^>]*fill="none"[^>]*/>|</?g>""")]
    private static partial Regex Ground { get; }

    [GeneratedRegex("""<path d="([^"]+)"\s*/>""")]
    private static partial Regex PlainPath { get; }
}
