using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Renames a connection, gives it another interval, pauses and resumes it.</summary>
internal sealed class Edit(
    EditStore store,
    ConnectionStore connections,
    SyncPublisher publisher,
    IOptions<ConnectionOptions> options,
    TimeProvider clock)
{
    public async Task<EditOutcome> RunAsync(Guid userId, Guid id, EditRequest request, CancellationToken ct)
    {
        var problems = ConnectRules.Check(request);
        if (problems.Count > 0)
            return new EditOutcome.Invalid(problems);
        if (await connections.FindAsync(userId, id, ct) is not { } connection
            || await store.EditAsync(userId, id, New(request, connection.Exchange), ct) is not { } edited)
        {
            return new EditOutcome.NotFound();
        }

        await (edited.Asked
            ? publisher.RequestAsync(userId, edited.Connection)
            : publisher.PublishStatusAsync(userId, edited.Connection));
        return new EditOutcome.Edited(edited.Connection);
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
            AskedUntil = now + options.Value.AskedByPersonFor,
            Throttle = options.Value.ResyncThrottle,
        };
    }
}

internal abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    /// <param name="Fields">Field name to what is wrong with it.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : EditOutcome;

    public sealed record NotFound : EditOutcome;

    /// <summary>As it is now; also when it was so before.</summary>
    public sealed record Edited(ConnectionRow Connection) : EditOutcome;
}
