namespace Portfolio.Worker.Budgets;

/// <summary>Why a request may not be sent now. It says nothing about the connection that the request is for.</summary>
/// <param name="Place">As in <see cref="BudgetOf"/>.</param>
/// <param name="Bucket">The limit that is used up; null: the exchange wants a pause.</param>
/// <param name="Until">When the request may be sent, by our clock.</param>
internal sealed record BudgetRefusal(string Place, string? Bucket, DateTimeOffset Until);
