using Portfolio.Api.Pages.View;
using Portfolio.Contracts.Connections;

namespace Portfolio.Api.Pages.Connections;

/// <summary>What came of a run, in a few words.</summary>
internal static class RunSentence
{
    /// <summary>A change is named with its amount up to this many, and counted beyond.</summary>
    private const int Named = 3;

    /// <summary>"Nothing changed", "BTC +0.5", "12 assets changed", or why it failed.</summary>
    public static string Of(Run run, Figures figures) => run switch
    {
        { Outcome: "failed" } => run.Error?.Message ?? "",
        { Changes.Count: 0 } => "Nothing changed",
        { Changes.Count: <= Named } =>
            string.Join(", ", run.Changes.Select(change => $"{change.Symbol} {figures.Change(change.Delta)}")),
        _ => $"{run.Changes.Count} assets changed",
    };
}
