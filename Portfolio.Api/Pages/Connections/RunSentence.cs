using Portfolio.Api.Pages.View;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Pages.Connections;

/// <summary>The result of a run, in a few words.</summary>
internal static class RunSentence
{
    /// <summary>Up to this many changes are named with their amounts; more are counted.</summary>
    private const int Named = 3;

    /// <summary>
    /// "Nothing changed", "BTC +0.5", "USDT restated by -15.6", "12 assets changed", "12 assets changed, 2 of them
    /// restated", or why it failed.
    /// </summary>
    public static string Of(Run run, DisplayFormat format) => run switch
    {
        { Outcome: RunOutcomes.Failed } => format.Sentence(run.Error?.Message) ?? "",
        { Changes.Count: 0, Error.Kind: ErrorKinds.Contradicted or ErrorKinds.Unconfirmed } => Texts.Runs_NothingSaved,
        { Changes.Count: 0 } => Texts.Runs_NothingChanged,
        { Changes.Count: <= Named } =>
            string.Join(Texts.Common_ListSeparator, run.Changes.Select(change => Of(change, format))),
        _ when run.Changes.Count(IsRestated) is > 0 and var restated => run.Changes.Count == restated
            ? Texts.FormatRuns_RestatedAll(restated)
            : Texts.FormatRuns_ChangedRestated(run.Changes.Count, restated),
        _ => Texts.FormatRuns_Changed(run.Changes.Count),
    };

    /// <summary>True where the quantity is counted by another rule than before, and no coins moved.</summary>
    public static bool IsRestated(RunChange change) => change.Reason is "restated";

    private static string Of(RunChange change, DisplayFormat format)
    {
        var delta = format.Change(change.Delta);
        if (IsRestated(change))
            return Texts.FormatRuns_AssetRestated(change.Symbol, delta);

        return DisplayNames.Renaming(change.Reason) is { } renaming
            ? Texts.FormatRuns_AssetTagged($"{change.Symbol} {delta}", renaming)
            : $"{change.Symbol} {delta}";
    }
}
