namespace Portfolio.Storage.Budgets;

/// <summary>Section <c>Exchanges</c>, as far as it concerns all exchanges.</summary>
public sealed class EgressOptions
{
    public const string Section = "Exchanges";

    /// <summary>This server's public address as exchanges see it; null: it is learned from their answers.</summary>
    public string? EgressAddress { get; init; }

    /// <summary>The name that budgets are kept under: workers that share an address share them.</summary>
    public string Name => EgressAddress ?? "unnamed";
}
