namespace Portfolio.Worker.Budgets;

/// <summary>Section <c>Exchanges</c>.</summary>
internal sealed class EgressOptions
{
    public const string Section = "Exchanges";

    /// <summary>
    /// The public address exchanges see this server come from; null: it is learned from their answers.
    /// </summary>
    public string? EgressAddress { get; init; }

    /// <summary>The name that budgets are kept under: workers that share an address share them.</summary>
    public string Name => EgressAddress ?? "unnamed";
}
