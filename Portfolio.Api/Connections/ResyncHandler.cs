using Microsoft.Extensions.Options;
using Portfolio.Api.Limits;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Requests a sync now, on a person's behalf.</summary>
internal sealed class ResyncHandler(
    ResyncStore store, SyncPublisher publisher, IOptions<ConnectionOptions> options, RequestLimits limits,
    TimeProvider clock)
{
    public async Task<ResyncOutcome> HandleAsync(Guid userId, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (limits.TryResync(userId) is { } wait)
            return new ResyncOutcome.Throttled(now + wait, Detail: null);

        var outcome = await store.RequestAsync(
            userId, id, now, now + options.Value.PersonRequestExpiresAfter, options.Value.ResyncThrottle, ct);
        if (outcome is ResyncOutcome.Requested requested)
            await publisher.RequestAsync(userId, requested.Connection);
        return outcome;
    }

    /// <summary>As <see cref="HandleAsync"/>, of all connections.</summary>
    public async Task<ResyncAllOutcome> HandleAllAsync(Guid userId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await store.RequestAllAsync(
            userId, now, now + options.Value.PersonRequestExpiresAfter, options.Value.ResyncThrottle, ct);
        await Task.WhenAll(outcome.Requested.Select(row => publisher.RequestAsync(userId, row)));
        return outcome;
    }
}
