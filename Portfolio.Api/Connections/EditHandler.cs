using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Renames a connection, changes its interval, pauses and resumes it.</summary>
internal sealed class EditHandler(
    EditStore store,
    ConnectionStore connections,
    SyncPublisher publisher,
    IOptions<ConnectionOptions> options,
    TimeProvider clock)
{
    public async Task<EditOutcome> HandleAsync(Guid userId, Guid id, EditRequest request, CancellationToken ct)
    {
        var problems = ConnectRules.Check(request);
        if (problems.Count > 0)
            return new EditOutcome.Invalid(problems);
        if (await connections.FindAsync(userId, id, ct) is not { } connection)
            return new EditOutcome.NotFound();

        var outcome = await store.EditAsync(userId, id, New(request, connection.Exchange), ct);
        if (outcome is EditOutcome.Edited edited)
        {
            await (edited.SyncRequested
                ? publisher.RequestAsync(userId, edited.Connection)
                : publisher.PublishStatusAsync(userId, edited.Connection));
        }

        return outcome;
    }

    private ConnectionEdit New(EditRequest request, string exchange)
    {
        var now = clock.GetUtcNow();
        return new ConnectionEdit
        {
            Label = request.Label?.Trim() is "" ? ExchangeCatalog.DisplayName(exchange) : request.Label?.Trim(),
            SyncIntervalMinutes = request.SyncIntervalMinutes,
            IntervalAtMost = options.Value.IntervalAtMost,
            Paused = request.Paused,
            Now = now,
            RequestExpiresAt = now + options.Value.PersonRequestExpiresAfter,
            Throttle = options.Value.ResyncThrottle,
        };
    }
}
