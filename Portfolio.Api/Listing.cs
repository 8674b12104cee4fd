namespace Portfolio.Api;

/// <summary>Several things within a sentence.</summary>
internal static class Listing
{
    /// <summary>"a, b and c".</summary>
    public static string Of(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2
            ? string.Concat(all)
            : Texts.FormatCommon_ListEnd(string.Join(Texts.Common_ListSeparator, all[..^1]), all[^1]);
    }
}
