using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

/// <summary>Deletes a portfolio that no connection syncs into, with its transactions and values.</summary>
internal sealed class DeletePortfolioHandler(PortfolioRemovalStore store, TimeProvider clock)
{
    public Task<RemoveOutcome> HandleAsync(Guid userId, Guid id, CancellationToken ct) =>
        store.RemoveAsync(userId, id, clock.GetUtcNow(), ct);
}
