using Microsoft.Extensions.Options;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Asks for a sync now.</summary>
internal sealed class Resync(
    ResyncStore store, SyncPublisher publisher, IOptions<ConnectionOptions> options, TimeProvider clock)
{
    /// <summary>Null: no such connection.</summary>
    public async Task<ResyncOutcome?> RunAsync(Guid userId, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await store.AskAsync(
            userId, id, now, now + options.Value.AskedByPersonFor, options.Value.ResyncThrottle, ct);
        if (outcome is ResyncOutcome.Asked asked)
            await publisher.RequestAsync(userId, asked.Connection);
        return outcome;
    }
}
