using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Recognises a rename that is in no list: an asset that cannot be sold is gone, and the same quantity of an asset that
/// this connection never held has appeared.
/// </summary>
internal static class UnlistedRenames
{
    public static IEnumerable<Candidate> Among(IReadOnlyDictionary<string, Movement> moved, RenameView view)
    {
        var gone = moved.Values.Where(asset => asset is { Before: > 0, After: 0 } && MayBeOld(asset.Symbol, view));
        var came = moved.Values.Where(asset => asset is { Before: 0, After: > 0 } && MayBeNew(asset.Symbol, view));
        var pairs = (
            from old in gone
            from renamed in came
            where old.Before == renamed.After && !WasSettled(old.Symbol, renamed.Symbol, view)
            select (Old: old.Symbol, New: renamed.Symbol, Quantity: old.Before)).ToList();
        return pairs.Select(pair => new Candidate(pair.Old, pair.New, pair.Quantity, IsCertain:
            view.Complete
            && view.Markets.IsCurrent
            && view.Markets.Of(pair.Old) is AssetMarket.Ended
            && SignificantDigits.Identify(pair.Quantity)
            && pairs.Count(other => other.Old == pair.Old || other.New == pair.New) is 1));
    }

    /// <summary>An asset that may have continued under another name: it is not traded, so not sold here.</summary>
    public static bool MayBeOld(string symbol, RenameView view) =>
        !Stablecoins.Has(symbol) && !view.IsListed(symbol) && view.Markets.IsKnown && view.IsOffMarket(symbol);

    public static bool MayBeNew(string symbol, RenameView view) =>
        !Stablecoins.Has(symbol) && !view.Memory.EverHeld.Contains(symbol);

    /// <summary>The person answered, or the question has expired.</summary>
    private static bool WasSettled(string old, string renamed, RenameView view) => view.Memory.Questions.Any(question =>
        question.Old == old && question.New == renamed && !view.IsOpen(question));

    /// <param name="IsCertain">False: a person has to decide whether it is a rename.</param>
    internal readonly record struct Candidate(string Old, string New, decimal Quantity, bool IsCertain);
}
