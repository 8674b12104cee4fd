using Portfolio.Storage.Database;

namespace Portfolio.Storage.Identity;

/// <summary>The users that the rows belong to.</summary>
public sealed class UserStore(UserDatabase db)
{
    /// <summary>Makes the local user, an operator, unless it is there.</summary>
    public Task AddLocalAsync(Guid userId, CancellationToken ct) =>
        db.ListForAllAsync<object?>("select add_local_user(@userId)", new { userId }, ct);

    /// <summary>Null when there is no such user any more.</summary>
    public Task<UserRow?> FindAsync(Guid userId, CancellationToken ct) =>
        db.FindAsync<UserRow>(
            userId,
            "select id, issuer, name, email, role, created_at, disabled_at from users where id = @userId",
            new { userId },
            ct);
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
}
