using Portfolio.Storage.Database;

namespace Portfolio.Storage.Identity;

/// <summary>The browsers that are signed in. A session that is not here is over, in every API process.</summary>
public sealed class SessionStore(UserDatabase db)
{
    private const string Columns = "id, created_at, last_used_at, idle_until, ends_at, address, browser";

    /// <summary>Begins a session, and removes those of its user that are over.</summary>
    public Task AddAsync(Guid userId, SessionRow session, CancellationToken ct) =>
        db.ExecuteAsync(
            userId,
            """
            delete from sessions where idle_until <= @createdAt;
            insert into sessions (id, user_id, created_at, last_used_at, idle_until, ends_at, address, browser)
            values (@id, @userId, @createdAt, @lastUsedAt, @idleUntil, @endsAt, @address, @browser)
            """,
            new
            {
                session.Id, userId, session.CreatedAt, session.LastUsedAt, session.IdleUntil, session.EndsAt,
                session.Address, session.Browser,
            },
            ct);

    /// <summary>Null when it has ended, or its user is disabled.</summary>
    public Task<UsedSession?> FindAsync(Guid userId, Guid id, DateTimeOffset now, CancellationToken ct) =>
        db.FindAsync<UsedSession>(
            userId,
            """
            select s.created_at, s.last_used_at, u.role
            from sessions s
            join users u on u.id = s.user_id
            where s.id = @id and s.idle_until > @now and u.disabled_at is null
            """,
            new { id, now },
            ct);

    /// <summary>Those that have not ended, the most recently used first.</summary>
    public Task<IReadOnlyList<SessionRow>> ListAsync(Guid userId, DateTimeOffset now, CancellationToken ct) =>
        db.ListAsync<SessionRow>(
            userId,
            $"select {Columns} from sessions where idle_until > @now order by last_used_at desc, id",
            new { now },
            ct);

    /// <summary>It was used, and stays for another while: never beyond its end.</summary>
    public Task RenewAsync(Guid userId, Guid id, DateTimeOffset now, DateTimeOffset idleUntil, CancellationToken ct) =>
        db.ExecuteAsync(
            userId,
            """
            update sessions set last_used_at = @now, idle_until = least(@idleUntil, ends_at)
            where id = @id and idle_until > @now
            """,
            new { id, now, idleUntil },
            ct);

    public Task EndAsync(Guid userId, Guid id, CancellationToken ct) =>
        db.ExecuteAsync(userId, "delete from sessions where id = @id", new { id }, ct);

    /// <summary>Ends every session of a user, the caller's too.</summary>
    public Task EndAllAsync(Guid userId, CancellationToken ct) =>
        db.ExecuteAsync(userId, "delete from sessions where user_id = @userId", new { userId }, ct);
}

/// <summary>A session that has not ended.</summary>
public sealed class UsedSession
{
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To within an hour: not every request writes it.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>The user's: <c>user</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }
}

/// <summary>A browser that is signed in.</summary>
public sealed class SessionRow
{
    public required Guid Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To within an hour: not every request writes it.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>It ends then, unless it is used before.</summary>
    public required DateTimeOffset IdleUntil { get; init; }

    /// <summary>It ends then, however much it is used.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Of the sign-in; null where the connection had none.</summary>
    public required string? Address { get; init; }

    /// <summary>The browser's and the system's name, as far as they were recognised: "Firefox on Linux".</summary>
    public required string Browser { get; init; }
}
