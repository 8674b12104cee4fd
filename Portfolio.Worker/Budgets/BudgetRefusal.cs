namespace Portfolio.Worker.Budgets;

/// <summary>Why a request may not be sent now. It does not reflect on the connection that the request is for.</summary>
/// <param name="Place">As in <see cref="BudgetOf"/>.</param>
/// <param name="Bucket">The exhausted limit; null: the exchange demands a pause.</param>
/// <param name="Until">When the request may be sent, by this server's clock.</param>
internal sealed record BudgetRefusal(string Place, string? Bucket, DateTimeOffset Until);
