using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Questions about renames that are in no list, and a person's answers.</summary>
public sealed class RenameQuestionStore(UserDatabase db)
{
    private const string Columns =
        "id, old_symbol, new_symbol, trim_scale(quantity)::text as quantity, asked_at, answer";

    /// <summary>Those that are open, oldest first.</summary>
    public Task<IReadOnlyList<RenameQuestionRow>> ListAsync(Guid userId, Guid connectionId, CancellationToken ct) =>
        db.ListAsync<RenameQuestionRow>(
            userId,
            $"""
            select {Columns}
            from rename_questions
            where connection_id = @connectionId and answer is null
                and exists (select from user_connections where id = @connectionId and deleted_at is null)
            order by asked_at, id
            """,
            new { connectionId },
            ct);

    /// <summary>
    /// Keeps the answer and makes the connection due, so that the next sync books its consequence. A confirmation
    /// rejects every other question about one of the two assets: an asset continues under one name.
    /// </summary>
    /// <returns>Null: there is no such question, or it is answered.</returns>
    public async Task<RenameQuestionRow?> AnswerAsync(
        Guid userId, Guid connectionId, Guid id, bool confirmed, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        var args = new
        {
            userId, connectionId, id, now, confirmed, eventId = Guid.CreateVersion7(now),
            answer = confirmed ? "confirmed" : "rejected", recorded = confirmed
                ? "rename_confirmed" : "rename_rejected",
        };
        var answered = await transaction.FindAsync<RenameQuestionRow>(
            $"""
            update rename_questions
            set answer = @answer, answered_at = @now
            where id = @id and connection_id = @connectionId and answer is null
                and exists (select from user_connections where id = @connectionId and deleted_at is null)
            returning {Columns}
            """,
            args,
            ct);
        if (answered is null)
            return null;

        await transaction.ExecuteAsync(
            """
            insert into audit_events (id, user_id, connection_id, event, detail, occurred_at)
            select @eventId, @userId, @connectionId, @recorded, old_symbol || ' ' || new_symbol, @now
            from rename_questions where id = @id;

            update rename_questions other
            set answer = 'rejected', answered_at = @now
            from rename_questions this
            where @confirmed and this.id = @id and other.connection_id = @connectionId and other.answer is null
                and (other.old_symbol = this.old_symbol or other.new_symbol = this.new_symbol);

            update user_connections
            set next_sync_at = case when next_sync_at is not null then least(next_sync_at, @now) end,
                state_id = gen_random_uuid()
            where id = @connectionId and deleted_at is null;
            """,
            args,
            ct);
        await transaction.CommitAsync(ct);
        return answered;
    }
}

public sealed class RenameQuestionRow
{
    public required Guid Id { get; init; }

    public required string OldSymbol { get; init; }

    public required string NewSymbol { get; init; }

    /// <summary>The quantity that left under the old name and came under the new one, as a number in text.</summary>
    public required string Quantity { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary><c>confirmed</c> or <c>rejected</c>; null as long as no one answered.</summary>
    public string? Answer { get; init; }
}
