namespace Portfolio.Worker.Budgets;

/// <summary>Section <c>Exchanges</c>.</summary>
internal sealed class EgressOptions
{
    public const string Section = "Exchanges";

    /// <summary>This server's public source address; null: it is learned from the exchanges' answers.</summary>
    public string? EgressAddress { get; init; }

    /// <summary>The name that budgets are kept under: workers that share an address share them.</summary>
    public string Name => EgressAddress ?? "unnamed";
}
