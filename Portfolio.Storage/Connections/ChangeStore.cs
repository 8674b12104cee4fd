using Dapper;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>The changes of a user's connections since a reader last looked.</summary>
public sealed class ChangeStore(UserDatabase db)
{
    private const string Changed =
        """
        (
            select id as connection_id, changed_by, deleted_at is not null as removed
            from user_connections where user_id = @userId
            union all
            select connection_id, removed_by, true
            from removed_connections where user_id = @userId
        ) changed
        """;

    // A snapshot from the future is of a database that was set back.
    private const string IsNew =
        """
        @epoch::text is distinct from now.epoch
        or pg_snapshot_xmax(@snapshot::pg_snapshot) > pg_snapshot_xmax(now.snapshot)
        or not pg_visible_in_snapshot(changed.changed_by, @snapshot::pg_snapshot)
        """;

    /// <summary>
    /// Each connection that has changed since, once, as it is now. A change that is committed during this read may
    /// already be visible and come again: no change is missed.
    /// </summary>
    /// <param name="after">
    /// As an earlier call returned it; null, or of another database, lists everything, removals included.
    /// </param>
    public Task<Changes> ListAsync(Guid userId, FeedPosition? after, CancellationToken ct) =>
        db.ReadAsync(
            userId,
            $"""
            select now.epoch, now.snapshot::text, changed.connection_id, changed.removed
            from (select feed_epoch() as epoch, pg_current_snapshot() as snapshot) now
            left join {Changed} on {IsNew}
            order by changed.changed_by, changed.connection_id;

            select {ConnectionColumns.All}
            from user_connections
            where deleted_at is null and id in (
                select changed.connection_id
                from (select feed_epoch() as epoch, pg_current_snapshot() as snapshot) now
                join {Changed} on {IsNew});
            """,
            new { userId, epoch = after?.Epoch, snapshot = (after ?? FeedPosition.Unknown).Snapshot },
            async rows => Of(
                (await rows.ReadAsync<ChangeRow>()).AsList(),
                (await rows.ReadAsync<ConnectionRow>()).ToDictionary(connection => connection.Id)),
            ct);

    private static Changes Of(List<ChangeRow> rows, Dictionary<Guid, ConnectionRow> connections) => new(
        new FeedPosition(rows[0].Epoch, rows[0].Snapshot),
        [
            .. rows.Select(row => row.Removed).Zip(rows.Select(row => row.ConnectionId).OfType<Guid>(), (removed, id) =>
                new Change(id, removed ? null : connections.GetValueOrDefault(id))),
        ]);

    private sealed class ChangeRow
    {
        public string Epoch { get; init; } = "";

        public string Snapshot { get; init; } = "";

        /// <summary>Null in the only row, when nothing has changed.</summary>
        public Guid? ConnectionId { get; init; }

        public bool Removed { get; init; }
    }
}

/// <param name="Position">To be given to the next call.</param>
public sealed record Changes(FeedPosition Position, IReadOnlyList<Change> List);

/// <param name="Connection">Null: it is disconnected.</param>
public sealed record Change(Guid ConnectionId, ConnectionRow? Connection);
