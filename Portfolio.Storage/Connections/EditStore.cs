using Portfolio.Storage.Database;
using Portfolio.Storage.Runs;

namespace Portfolio.Storage.Connections;

/// <summary>Changes a connection's editable fields.</summary>
public sealed class EditStore(UserDatabase db, OpenRequests open)
{
    /// <summary>
    /// Pausing raises the fence and clears lease, request and date, so that a sync under way can no longer write.
    /// Resuming requests a sync, unless the connection waits for a person. An edit to the current value changes
    /// nothing.
    /// </summary>
    public async Task<EditOutcome> EditAsync(Guid userId, Guid id, ConnectionEdit edit, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        var before = await transaction.FindAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where id = @id and deleted_at is null for update",
            new { id },
            ct);
        if (before is null)
            return new EditOutcome.NotFound();

        var after = before;
        if ((edit.Label ?? before.Label) != before.Label)
            after = await RenameAsync(transaction, id, edit, ct);
        if ((edit.SyncIntervalMinutes ?? before.SyncIntervalMinutes) != before.SyncIntervalMinutes)
            after = await RescheduleAsync(transaction, id, edit, ct);
        if (edit.Paused is { } paused && paused != before.Paused)
            after = paused ? await PauseAsync(transaction, id, ct) : await ResumeAsync(transaction, before, edit, ct);
        var isRequested = after.RequestNumber > before.RequestNumber;
        if (isRequested)
            after = await open.LimitAsync(transaction, userId, after, edit.Now, ct);
        await transaction.CommitAsync(ct);
        return new EditOutcome.Edited(after, isRequested);
    }

    private static Task<ConnectionRow> RenameAsync(
        UserTransaction transaction, Guid id, ConnectionEdit edit, CancellationToken ct) =>
        transaction.SingleAsync<ConnectionRow>(
            $"update user_connections set label = @label where id = @id returning {ConnectionColumns.All}",
            new { id, edit.Label },
            ct);

    /// <summary>
    /// Counts from the last success. A date that follows from a failure stays. So does the date of a connection whose
    /// sync is requested or under way: the end of that sync sets the next date by the new interval.
    /// </summary>
    private static Task<ConnectionRow> RescheduleAsync(
        UserTransaction transaction, Guid id, ConnectionEdit edit, CancellationToken ct) =>
        transaction.SingleAsync<ConnectionRow>(
            $"""
            update user_connections
            set sync_interval_minutes = @minutes,
                next_sync_at = case
                    when last_outcome in ('succeeded', 'partial') and request_expires_at is null
                        and next_sync_at is not null
                        then greatest(@now, last_synced_at + least(make_interval(mins => @minutes), @intervalAtMost))
                    else next_sync_at
                end
            where id = @id
            returning {ConnectionColumns.All}
            """,
            new { id, minutes = edit.SyncIntervalMinutes, edit.IntervalAtMost, edit.Now },
            ct);

    private static Task<ConnectionRow> PauseAsync(UserTransaction transaction, Guid id, CancellationToken ct) =>
        transaction.SingleAsync<ConnectionRow>(
            $"""
            update user_connections
            set paused = true, fence = fence + 1, lease_until = null, request_expires_at = null, next_sync_at = null
            where id = @id
            returning {ConnectionColumns.All}
            """,
            new { id },
            ct);

    /// <summary>A first sync that the pause cancelled keeps its trigger.</summary>
    private static Task<ConnectionRow> ResumeAsync(
        UserTransaction transaction, ConnectionRow before, ConnectionEdit edit, CancellationToken ct)
    {
        var wakes = before is { HasSecret: true, LastOutcome: not RunOutcomes.Refused };
        var due = before.ResyncRequestedAt + edit.Throttle is { } free && free > edit.Now ? free : edit.Now;
        return transaction.SingleAsync<ConnectionRow>(
            $"""
            update user_connections
            set paused = false, next_sync_at = @due,
                request_number = case when @requested then request_number + 1 else request_number end,
                request_expires_at = case when @requested then @requestExpiresAt else request_expires_at end,
                request_trigger = case
                    when @requested and last_outcome is not null then 'manual'
                    else request_trigger
                end,
                resync_requested_at = case when @requested then @now else resync_requested_at end
            where id = @id
            returning {ConnectionColumns.All}
            """,
            new
            {
                before.Id, due = wakes ? due : (DateTimeOffset?)null, requested = wakes && due == edit.Now,
                edit.RequestExpiresAt, edit.Now,
            },
            ct);
    }
}

/// <summary>The fields to change; null leaves a field as it is.</summary>
public sealed record ConnectionEdit
{
    public string? Label { get; init; }

    public int? SyncIntervalMinutes { get; init; }

    /// <summary>
    /// No connection waits longer for its next sync, whatever its interval; null: its interval counts.
    /// </summary>
    public TimeSpan? IntervalAtMost { get; init; }

    public bool? Paused { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>After this the sweep requests the sync again, because the message was lost.</summary>
    public required DateTimeOffset RequestExpiresAt { get; init; }

    /// <summary>The least time between two manual requests: pausing and resuming is no way around it.</summary>
    public required TimeSpan Throttle { get; init; }
}
