using Microsoft.Extensions.Options;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Lets a person confirm a reading that the exchange's own totals contradict.</summary>
internal sealed class ConfirmReadingHandler(
    ReadingConfirmationStore store, SyncPublisher publisher, IOptions<ConnectionOptions> options, TimeProvider clock)
{
    public async Task<ConfirmReadingOutcome> HandleAsync(
        Guid userId, Guid id, Guid contradiction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await store.ConfirmAsync(
            userId, id, contradiction, now, now + options.Value.PersonRequestExpiresAfter, ct);
        if (outcome is ConfirmReadingOutcome.Confirmed { Connection: { Paused: false } confirmed })
            await publisher.RequestAsync(userId, confirmed);
        return outcome;
    }
}
