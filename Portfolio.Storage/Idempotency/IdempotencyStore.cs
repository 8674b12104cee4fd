using System.Security.Cryptography;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Idempotency;

/// <summary>
/// Keeps the first answer to a request with an idempotency key, for 24 hours. The key is claimed in the transaction
/// that stores what the request makes, so there is never one without the other.
/// </summary>
public sealed class IdempotencyStore(UserDatabase db)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Of a request to an earlier release, which did not say how long it takes.</summary>
    private static readonly TimeSpan UnderWayAtMost = TimeSpan.FromMinutes(2);

    /// <summary>Keeps the answer of the request that claimed the key, for a repeated request.</summary>
    public Task KeepAnswerAsync(Guid userId, string key, int status, string answer, CancellationToken ct) =>
        db.ExecuteAsync(
            userId,
            """
            update idempotency_keys set status = @status, answer = @answer
            where user_id = @userId and key = @key and status is null
            """,
            new { userId, key, status, answer },
            ct);

    /// <summary>
    /// Null when the key is new and now belongs to this transaction. Waits for the end of another transaction that has
    /// just claimed it.
    /// </summary>
    internal static async Task<EarlierRequest?> ClaimAsync(
        UserTransaction transaction, Guid userId, IdempotencyKey idempotency, DateTimeOffset now, CancellationToken ct)
    {
        var args = new
        {
            userId, idempotency.Key, idempotency.BodyHmac, now, forgotten = now - KeptFor,
            answeredBy = now + idempotency.AnsweredWithin,
        };
        await transaction.ExecuteAsync(
            "delete from idempotency_keys where user_id = @userId and key = @key and created_at < @forgotten", args,
            ct);
        var claimed = await transaction.ExecuteAsync(
            """
            insert into idempotency_keys (user_id, key, body_hmac, created_at, answered_by)
            values (@userId, @key, @bodyHmac, @now, @answeredBy)
            on conflict do nothing
            """,
            args,
            ct);
        if (claimed is 1)
            return null;

        var kept = await transaction.FindAsync<Kept>(
            """
            select body_hmac, coalesce(connection_id, portfolio_id) as made, status, answer, created_at, answered_by
            from idempotency_keys
            where user_id = @userId and key = @key
            """,
            args,
            ct);
        return Found(kept, idempotency, now);
    }

    /// <summary>Names the connection that the request stored, so that a dead request can still be answered.</summary>
    internal static Task TieToConnectionAsync(
        UserTransaction transaction, Guid userId, IdempotencyKey idempotency, Guid connectionId,
        CancellationToken ct) => transaction.ExecuteAsync(
        "update idempotency_keys set connection_id = @connectionId where user_id = @userId and key = @key",
        new { connectionId, userId, idempotency.Key },
        ct);

    /// <summary>As <see cref="TieToConnectionAsync"/>, of a request that made a portfolio.</summary>
    internal static Task TieToPortfolioAsync(
        UserTransaction transaction, Guid userId, IdempotencyKey idempotency, Guid portfolioId,
        CancellationToken ct) => transaction.ExecuteAsync(
        "update idempotency_keys set portfolio_id = @portfolioId where user_id = @userId and key = @key",
        new { portfolioId, userId, idempotency.Key },
        ct);

    /// <param name="kept">Null: the first request gave its key up meanwhile.</param>
    private static EarlierRequest Found(Kept? kept, IdempotencyKey idempotency, DateTimeOffset now) => kept switch
    {
        null => new EarlierRequest.UnderWay(),
        _ when !CryptographicOperations.FixedTimeEquals(kept.BodyHmac, idempotency.BodyHmac) =>
            new EarlierRequest.OfAnotherBody(),
        { Status: { } status, Answer: { } answer } => new EarlierRequest.Answered(status, answer),
        _ when (kept.AnsweredBy ?? kept.CreatedAt + UnderWayAtMost) > now => new EarlierRequest.UnderWay(),
        _ => new EarlierRequest.NeverAnswered(kept.Made),
    };

    private sealed class Kept
    {
        public required byte[] BodyHmac { get; init; }

        public Guid? Made { get; init; }

        public int? Status { get; init; }

        public string? Answer { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? AnsweredBy { get; init; }
    }
}
