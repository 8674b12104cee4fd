using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Connections;

/// <summary>Moves an account to another portfolio, with its ledger.</summary>
internal sealed class MoveHandler(
    AccountMoveStore store, ConnectionStore connections, SyncPublisher publisher, TimeProvider clock)
{
    /// <param name="id">Of a connection, also of one that is disconnected.</param>
    public async Task<MoveOutcome> HandleAsync(Guid userId, Guid id, Guid portfolioId, CancellationToken ct)
    {
        var outcome = await store.MoveAsync(userId, id, portfolioId, clock.GetUtcNow(), ct);
        if (outcome is MoveOutcome.Moved && await connections.FindAsync(userId, id, ct) is { } live)
            await publisher.PublishStatusAsync(userId, live);
        return outcome;
    }
}
