using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The rules of a minified style sheet.</summary>
internal static partial class StyleRules
{
    /// <summary>
    /// The sheet without the selectors that name a class which is not used, also within media queries. A class between
    /// parentheses, as in <c>:not(.a)</c>, does not count. Of the other at-rules only animations stay.
    /// </summary>
    public static string Keep(string sheet, Predicate<string> isUsed)
    {
        var kept = new StringBuilder();
        foreach (var (head, body) in Split(Comment.Replace(sheet, "").Trim('\uFEFF')))
        {
            if (Keep(head, body, isUsed) is (var used, { Length: > 0 } rest))
                kept.Append(used).Append('{').Append(rest).Append('}');
        }

        return kept.ToString();
    }

    private static (string Head, string Body)? Keep(string head, string body, Predicate<string> isUsed)
    {
        switch (head.Split(' ', '(')[0])
        {
            case "@media" or "@supports":
                return (head, Keep(body, isUsed));
            case "@keyframes":
                return (head, body);
            case ['@', ..]:
                return null;
        }

        var used = Selector.Matches(head).Select(one => one.Value).Where(one => IsUsed(one, isUsed)).ToList();
        return used is [] ? null : (string.Join(',', used), body);
    }

    private static bool IsUsed(string selector, Predicate<string> isUsed) =>
        Class.Matches(Arguments.Replace(selector, "")).All(named => isUsed(named.Groups[1].Value));

    /// <summary>The text before each outermost pair of braces, and the text between them.</summary>
    private static IEnumerable<(string Head, string Body)> Split(string sheet)
    {
        var (start, open, depth) = (0, 0, 0);
        for (var at = 0; at < sheet.Length; at++)
        {
            if (sheet[at] is '{' && depth++ is 0)
                open = at;
            if (sheet[at] is not '}' || --depth > 0)
                continue;

            yield return (sheet[start..open], sheet[(open + 1)..at]);
            start = at + 1;
        }
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment { get; }

    /// <summary>One of several that are separated by commas; those between parentheses are within one.</summary>
    [GeneratedRegex(@"(?:[^,(]|\((?:[^()]|\([^()]*\))*\))+")]
    private static partial Regex Selector { get; }

    [GeneratedRegex(@"\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Arguments { get; }

    [GeneratedRegex(@"\.(-?[_a-zA-Z][\w-]*)")]
    private static partial Regex Class { get; }
}
