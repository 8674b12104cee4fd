using Portfolio.Storage.Database;

namespace Portfolio.Storage.Identity;

/// <summary>The invitations that an operator has made and that no one has used, by the hashes of their codes.</summary>
public sealed class InvitationStore(UserDatabase db)
{
    /// <summary>Removes the expired ones, too.</summary>
    public Task AddAsync(Guid operatorId, InvitationRow invitation, byte[] codeHash, CancellationToken ct) =>
        db.ExecuteAsync(
            operatorId,
            """
            delete from invitations where expires_at <= @createdAt;
            insert into invitations (id, invited_by, code_hash, role, note, created_at, expires_at)
            values (@id, @operatorId, @codeHash, @role, @note, @createdAt, @expiresAt)
            """,
            new
            {
                invitation.Id, operatorId, codeHash, invitation.Role, invitation.Note, invitation.CreatedAt,
                invitation.ExpiresAt,
            },
            ct);

    /// <summary>Those of one operator that have not expired, the newest first.</summary>
    public Task<IReadOnlyList<InvitationRow>> ListAsync(Guid operatorId, DateTimeOffset now, CancellationToken ct) =>
        db.ListAsync<InvitationRow>(
            operatorId,
            """
            select id, role, note, created_at, expires_at from invitations where expires_at > @now order by id desc
            """,
            new { now },
            ct);

    /// <summary>False: there is no such invitation.</summary>
    public async Task<bool> RemoveAsync(Guid operatorId, Guid id, CancellationToken ct) =>
        await db.ExecuteAsync(operatorId, "delete from invitations where id = @id", new { id }, ct) > 0;
}

/// <summary>An invitation. Its code is not here.</summary>
public sealed class InvitationRow
{
    public required Guid Id { get; init; }

    /// <summary>Of the user that it makes: <c>user</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }

    /// <summary>By which the operator knows for whom it is.</summary>
    public required string Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
