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
        { Outcome: RunOutcomes.Failed } => run.Error?.Message ?? "",
        { Changes.Count: 0, Error.Kind: ErrorKinds.Contradicted or ErrorKinds.Unconfirmed } => "Nothing was booked",
        { Changes.Count: 0 } => "Nothing changed",
        { Changes.Count: <= Named } =>
            string.Join(", ", run.Changes.Select(change => Of(change, format))),
        _ when run.Changes.Count(IsRestated) is > 0 and var restated => run.Changes.Count == restated
            ? $"{restated} assets restated"
            : $"{run.Changes.Count} assets changed, {restated} of them restated",
        _ => $"{run.Changes.Count} assets changed",
    };

    /// <summary>True where the quantity is counted by another rule than before, and no coins moved.</summary>
    public static bool IsRestated(RunChange change) => change.Reason is "restated";

    private static string Of(RunChange change, DisplayFormat format) =>
        $"{change.Symbol}{(IsRestated(change) ? " restated by" : "")} {format.Change(change.Delta)}"
        + (DisplayNames.Renaming(change.Reason) is { } renaming ? $" ({renaming})" : "");
}
