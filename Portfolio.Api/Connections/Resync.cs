using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Asks for a sync now.</summary>
internal sealed class Resync(
    ResyncStore store, SyncAsker asker, IOptions<ConnectionOptions> options, TimeProvider clock)
{
    /// <summary>Null: no such connection.</summary>
    public async Task<ResyncOutcome?> RunAsync(Guid userId, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await store.AskAsync(
            userId, id, now, now + options.Value.AskedByPersonFor, options.Value.ResyncThrottle, ct);
        if (outcome is ResyncOutcome.Asked { Connection: var row })
        {
            await asker.SendAsync(
                new SyncConnection(row.Id, userId, row.Exchange, row.RequestNumber, SyncTriggers.Manual), row.Id, ct);
        }

        return outcome;
    }
}
