using Portfolio.Storage.Database;

namespace Portfolio.Storage.Identity;

/// <summary>The users that the rows belong to.</summary>
public sealed class UserStore(UserDatabase db)
{
    private const string Columns =
        "id, issuer, name, email, role, created_at, disabled_at, currency, sync_interval_minutes";

    /// <summary>Makes the local user, an operator, unless it is there.</summary>
    public Task AddLocalAsync(Guid userId, CancellationToken ct) =>
        db.ListForAllAsync<object?>("select add_local_user(@userId)", new { userId }, ct);

    /// <summary>Null when there is no such user any more.</summary>
    public Task<UserRow?> FindAsync(Guid userId, CancellationToken ct) =>
        db.FindAsync<UserRow>(userId, $"select {Columns} from users where id = @userId", new { userId }, ct);

    /// <summary>
    /// The user of a person whom an identity provider has named. It is made at the first time, of an operator by
    /// taking over the local user, if there is one. Null: the person needs an invitation.
    /// </summary>
    /// <param name="person">As the provider told it.</param>
    /// <param name="invitation">The hash of a code, which is used up; null without one.</param>
    /// <param name="anyone">True: no invitation is needed.</param>
    public async Task<KnownUser?> SignInAsync(
        NamedPerson person, byte[]? invitation, bool anyone, Guid localUser, DateTimeOffset now,
        CancellationToken ct) =>
        (await db.ListForAllAsync<KnownUser>(
            """
            select * from sign_in_user(
                @issuer, @subject, @name, @email, @isOperator, @anyone, @invitation, @localUser, @newUser, @now)
            """,
            new
            {
                person.Issuer, person.Subject, person.Name, person.Email, person.IsOperator, anyone, invitation,
                localUser, newUser = Guid.CreateVersion7(now), now,
            },
            ct)).SingleOrDefault();

    /// <summary>Null: no such person has signed in.</summary>
    public async Task<KnownUser?> FindAsync(string issuer, string subject, CancellationToken ct) =>
        (await db.ListForAllAsync<KnownUser>(
            "select * from user_of_identity(@issuer, @subject)", new { issuer, subject }, ct)).SingleOrDefault();

    /// <summary>Changes the user's own settings; null leaves one as it is.</summary>
    public Task<int> ChangeOwnAsync(Guid userId, string? currency, int? intervalMinutes, CancellationToken ct) =>
        db.ExecuteAsync(
            userId,
            """
            update users
            set currency = coalesce(@currency, currency),
                sync_interval_minutes = coalesce(@intervalMinutes, sync_interval_minutes)
            where id = @userId
            """,
            new { userId, currency, intervalMinutes },
            ct);

    /// <summary>All users, the oldest first; none if the caller is no operator.</summary>
    public Task<IReadOnlyList<UserRow>> ListAsync(Guid operatorId, CancellationToken ct) =>
        db.ListAsync<UserRow>(operatorId, $"select {Columns} from all_users()", null, ct);

    /// <summary>Gives a user another role, or disables it, which ends its sessions. For operators.</summary>
    /// <param name="role">Null: as it is.</param>
    /// <param name="disabled">Null: as it is.</param>
    public Task<UserChange> ChangeAsync(
        Guid operatorId, Guid userId, string? role, bool? disabled, DateTimeOffset now, CancellationToken ct) =>
        ChangeAsync(
            operatorId, "select change_user(@userId, @role, @disabled, @now)", new { userId, role, disabled, now }, ct);

    /// <summary>
    /// Deletes a user with everything of the user, sealed keys too. For operators, and for the user.
    /// </summary>
    public Task<UserChange> DeleteAsync(Guid byUser, Guid userId, CancellationToken ct) =>
        ChangeAsync(byUser, "select delete_user(@userId)", new { userId }, ct);

    private async Task<UserChange> ChangeAsync(Guid byUser, string sql, object args, CancellationToken ct) =>
        (await db.ListAsync<string>(byUser, sql, args, ct)).Single() switch
        {
            "done" => UserChange.Done,
            "last_operator" => UserChange.LastOperator,
            _ => UserChange.Missing,
        };
}

/// <summary>The result of a change of a user.</summary>
public enum UserChange
{
    /// <summary>There is no such user, or the caller may not change it.</summary>
    Missing,

    Done,

    /// <summary>Nothing was changed: no operator would be left who can sign in.</summary>
    LastOperator,
}

/// <summary>A person, as an identity provider names one.</summary>
public sealed record NamedPerson(string Issuer, string Subject, string Name)
{
    /// <summary>Null where the provider told none.</summary>
    public string? Email { get; init; }

    /// <summary>The settings name the person as an operator.</summary>
    public bool IsOperator { get; init; }
}

/// <summary>The user of such a person.</summary>
public sealed class KnownUser
{
    public required Guid Id { get; init; }

    /// <summary><c>user</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }

    /// <summary>True: no one may sign in as this user.</summary>
    public required bool IsDisabled { get; init; }
}

/// <summary>A user.</summary>
public sealed class UserRow
{
    public required Guid Id { get; init; }

    /// <summary>The identity provider's; null for the local user.</summary>
    public required string? Issuer { get; init; }

    public required string Name { get; init; }

    /// <summary>As the provider told it; null where it told none.</summary>
    public required string? Email { get; init; }

    /// <summary><c>user</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while the user may sign in.</summary>
    public required DateTimeOffset? DisabledAt { get; init; }

    /// <summary>In which the pages show values: "USD".</summary>
    public required string Currency { get; init; }

    /// <summary>The form for a new connection begins with it.</summary>
    public required int SyncIntervalMinutes { get; init; }
}
