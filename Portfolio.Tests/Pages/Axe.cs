using Deque.AxeCore.Commons;

namespace Portfolio.Tests.Pages;

/// <summary>
/// The rules of accessibility, run in the page itself: its own runner for Playwright opens a second page for each run
/// and moves all that passed through it, which takes longer than the rules.
/// </summary>
internal static class Axe
{
    /// <summary>To be evaluated before <see cref="Violations"/>; a page that has it keeps its own.</summary>
    public static string Script { get; } =
        $"if (!window.axe) {{ {new BundledAxeScriptProvider().GetScript()} }}\n";

    /// <summary>One text for each rule that the page breaks, with the first element that breaks it.</summary>
    public const string Violations =
        """
        axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, help, nodes }) => `${id}: ${help}, at ${nodes[0].html}`))
        """;
}
