using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Wallets that take so much of a limit that a scheduled sync reads them only where cheaper answers leave it open
/// whether they have changed, and every few hours in any case.
/// </summary>
/// <param name="Costs">The part of <see cref="IExchange.SyncCosts"/> that is theirs.</param>
internal sealed record ExpensiveWallets(IReadOnlyList<RequestCost> Costs);
