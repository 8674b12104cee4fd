namespace Portfolio.Api.Pages.Connections;

/// <summary>Names that distinguish a person's second connection or portfolio from the first.</summary>
internal static class FreeName
{
    /// <summary>The name itself, or with the first number that no other has: "OKX", "OKX 2".</summary>
    public static string Of(string name, IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(1, known.Count + 1)
            .Select(number => number is 1 ? name : $"{name} {number}")
            .First(free => !known.Contains(free));
    }
}
