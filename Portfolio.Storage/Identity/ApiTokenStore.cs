using Portfolio.Storage.Database;

namespace Portfolio.Storage.Identity;

/// <summary>The tokens of programs, by their hashes.</summary>
public sealed class ApiTokenStore(UserDatabase db)
{
    private const string Columns =
        "id, name, scope, hint, created_at, expires_at, last_used_at, last_used_from";

    /// <summary>Stores a token, unless its user has <paramref name="most"/> already. Expired ones count too.</summary>
    /// <returns>Null: there are too many.</returns>
    public Task<ApiTokenRow?> AddAsync(
        Guid userId, ApiTokenRow token, byte[] hash, int most, CancellationToken ct) =>
        db.FindAsync<ApiTokenRow>(
            userId,
            $"""
            insert into api_tokens (id, user_id, name, scope, token_hash, hint, created_at, expires_at)
            select @id, @userId, @name, @scope, @hash, @hint, @createdAt, @expiresAt
            where (select count(*) from api_tokens) < @most
            returning {Columns}
            """,
            new
            {
                token.Id, userId, token.Name, token.Scope, hash, token.Hint, token.CreatedAt, token.ExpiresAt, most,
            },
            ct);

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<ApiTokenRow>> ListAsync(Guid userId, CancellationToken ct) =>
        db.ListAsync<ApiTokenRow>(userId, $"select {Columns} from api_tokens order by id desc", null, ct);

    /// <summary>False: there is no such token.</summary>
    public async Task<bool> RevokeAsync(Guid userId, Guid id, CancellationToken ct) =>
        await db.ExecuteAsync(userId, "delete from api_tokens where id = @id", new { id }, ct) > 0;

    /// <summary>
    /// The user of a token that has not expired. Null: there is no such token, or its user is disabled.
    /// </summary>
    /// <param name="address">From where it is used; null where the connection has none.</param>
    public async Task<UsedToken?> UseAsync(byte[] hash, string? address, DateTimeOffset now, CancellationToken ct) =>
        (await db.ListForAllAsync<UsedToken>(
            "select * from use_api_token(@hash, @address, @now)", new { hash, address, now }, ct)).SingleOrDefault();
}

/// <summary>A token of a program. The token itself is not here.</summary>
public sealed class ApiTokenRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary><c>read</c>, <c>sync</c> or <c>manage</c>; each includes the ones before it.</summary>
    public required string Scope { get; init; }

    /// <summary>Its last four characters.</summary>
    public required string Hint { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To within a minute; null when it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address of the last use.</summary>
    public string? LastUsedFrom { get; init; }
}

/// <summary>Whose token was used, and what it may do.</summary>
public sealed class UsedToken
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Scope { get; init; }

    /// <summary>The user's: <c>user</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }
}
