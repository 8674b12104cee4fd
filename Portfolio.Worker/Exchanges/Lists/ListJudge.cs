namespace Portfolio.Worker.Exchanges.Lists;

/// <summary>
/// Decides whether a list may replace the last good one. A list of which a considerable part is unreadable, or vanished
/// at once, is more likely half an answer than the truth, until it has stayed so for an hour.
/// </summary>
internal sealed class ListJudge
{
    /// <summary>A part above this is a considerable one.</summary>
    private const decimal ConsiderablePart = 0.2m;

    /// <summary>
    /// Fewer rows than these are never a considerable part: in a short list each row is a large share.
    /// </summary>
    private const int FewRows = 10;

    private static readonly TimeSpan BelievedAfter = TimeSpan.FromHours(1);

    private (int Rows, int Unreadable)? good;
    private (int Rows, long Since)? suspect;

    /// <param name="rows">Rows that can be used.</param>
    /// <param name="unreadable">Rows that were skipped.</param>
    /// <returns>Null when the list is good; else the objection, as a part of a sentence.</returns>
    public string? Objection(int rows, int unreadable, TimeProvider clock)
    {
        var objection = Compare(rows, unreadable);
        if (objection is not null && !HasStayed(rows, clock))
            return objection;

        (good, suspect) = ((rows, unreadable), null);
        return null;
    }

    private string? Compare(int rows, int unreadable)
    {
        if (IsConsiderable(unreadable - (good?.Unreadable ?? 0), rows + unreadable))
            return $"{unreadable} of {rows + unreadable} rows cannot be read";

        return good is { } known && IsConsiderable(known.Rows - rows, known.Rows)
            ? $"{known.Rows - rows} of {known.Rows} rows have gone at once"
            : null;
    }

    /// <summary>A list that keeps shrinking has not stayed so.</summary>
    private bool HasStayed(int rows, TimeProvider clock)
    {
        if (suspect is not { } first || IsConsiderable(first.Rows - rows, first.Rows))
            suspect = (rows, clock.GetTimestamp());

        return suspect is { } seen && clock.GetElapsedTime(seen.Since) >= BelievedAfter;
    }

    private static bool IsConsiderable(int part, int whole) => part >= FewRows && part > whole * ConsiderablePart;
}
