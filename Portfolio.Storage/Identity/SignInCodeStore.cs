using Portfolio.Storage.Database;

namespace Portfolio.Storage.Identity;

/// <summary>The codes of sign-in links, by their hashes. All API processes share them.</summary>
public sealed class SignInCodeStore(UserDatabase db)
{
    /// <summary>Adds a code that lives for <paramref name="life"/>, by the database's clock.</summary>
    public Task AddAsync(Guid userId, byte[] codeHash, TimeSpan life, CancellationToken ct) =>
        db.ExecuteAsync(
            userId,
            """
            delete from sign_in_codes where expires_at <= now();
            insert into sign_in_codes (code_hash, user_id, expires_at)
            values (@codeHash, @userId, now() + @life)
            """,
            new { codeHash, userId, life },
            ct);

    /// <summary>
    /// Takes a code out, so that only one caller gets its user. Null: there is no such code, it was taken before, or
    /// its time is over.
    /// </summary>
    public async Task<Guid?> TakeAsync(byte[] codeHash, DateTimeOffset now, CancellationToken ct) =>
        (await db.ListForAllAsync<Guid?>(
            "select take_sign_in_code(@codeHash, @now)", new { codeHash, now }, ct)).Single();
}
