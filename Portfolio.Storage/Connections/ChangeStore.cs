using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>The changes of a user's connections, in the order of their commits.</summary>
public sealed class ChangeStore(UserDatabase db)
{
    /// <summary>
    /// Each connection that has changed since, once, as it is now; lowest number first. A change that is committed
    /// during this read may already be visible and come again with its own number: no change is missed.
    /// </summary>
    /// <param name="after">The highest number seen; 0 lists everything.</param>
    public Task<Changes> ListAsync(Guid userId, long after, CancellationToken ct) =>
        db.ReadAsync(
            userId,
            $"""
            select coalesce(max(sequence), 0) from change_counters where user_id = @userId;

            select connection_id, sequence, removed
            from connection_changes
            where user_id = @userId and sequence > @after
            order by sequence;

            select {ConnectionColumns.All}
            from user_connections
            where user_id = @userId and deleted_at is null
                and id in (select connection_id from connection_changes where user_id = @userId and sequence > @after);
            """,
            new { userId, after },
            async rows => Of(
                (await rows.ReadAsync<long>()).Single(),
                await rows.ReadAsync<ChangeRow>(),
                (await rows.ReadAsync<ConnectionRow>()).ToDictionary(connection => connection.Id)),
            ct);

    private static Changes Of(
        long newest, IEnumerable<ChangeRow> changes, Dictionary<Guid, ConnectionRow> connections) => new(
        newest,
        [.. changes.Select(change => new Change(
            change.Sequence,
            change.ConnectionId,
            change.Removed ? null : connections.GetValueOrDefault(change.ConnectionId)))]);

    private sealed class ChangeRow
    {
        public Guid ConnectionId { get; init; }

        public long Sequence { get; init; }

        public bool Removed { get; init; }
    }
}

/// <param name="Newest">The highest number given out before this was read; 0 when there is none.</param>
public sealed record Changes(long Newest, IReadOnlyList<Change> List);

/// <param name="Connection">Null: it is disconnected.</param>
public sealed record Change(long Sequence, Guid ConnectionId, ConnectionRow? Connection);
