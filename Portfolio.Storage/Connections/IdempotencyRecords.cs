using System.Security.Cryptography;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>
/// Keeps the first answer to a request with an idempotency key, for 24 hours. The key is claimed in the transaction
/// that stores the connection, so there is never one without the other.
/// </summary>
internal static class IdempotencyRecords
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>
    /// Longer than any request may wait; after it the process that served the first request must be dead.
    /// </summary>
    private static readonly TimeSpan UnderWayAtMost = TimeSpan.FromMinutes(2);

    /// <summary>Null when the key is new and now belongs to this transaction.</summary>
    public static async Task<ConnectOutcome?> ClaimAsync(
        UserTransaction transaction, NewConnection connection, CancellationToken ct)
    {
        if (connection.Idempotency is not { } idempotency)
            return null;

        var args = new
        {
            connection.UserId, idempotency.Key, idempotency.BodyHmac, connection.Now,
            forgotten = connection.Now - KeptFor,
        };
        if (await TryInsertAsync(transaction, args, ct))
            return null;

        var kept = await transaction.FindAsync<KeptAnswer>(
            """
            select body_hmac, connection_id, status, answer, created_at
            from idempotency_keys
            where user_id = @userId and key = @key
            """,
            args,
            ct);
        return kept switch
        {
            null => new ConnectOutcome.InProgress(),
            _ when !CryptographicOperations.FixedTimeEquals(kept.BodyHmac, idempotency.BodyHmac) =>
                new ConnectOutcome.IdempotencyMismatch(),
            { Status: { } status, Answer: { } answer } => new ConnectOutcome.AnsweredBefore(status, answer),
            _ when kept.CreatedAt > connection.Now - UnderWayAtMost => new ConnectOutcome.InProgress(),
            _ => new ConnectOutcome.NeverAnswered(await FindAsync(transaction, kept.ConnectionId, ct)),
        };
    }

    private static async Task<bool> TryInsertAsync(UserTransaction transaction, object args, CancellationToken ct)
    {
        await transaction.ExecuteAsync(
            "delete from idempotency_keys where user_id = @userId and key = @key and created_at < @forgotten", args,
            ct);
        var claimed = await transaction.ExecuteAsync(
            """
            insert into idempotency_keys (user_id, key, body_hmac, created_at)
            values (@userId, @key, @bodyHmac, @now)
            on conflict do nothing
            """,
            args,
            ct);
        return claimed is 1;
    }

    private static Task<ConnectionRow?> FindAsync(
        UserTransaction transaction, Guid? connectionId, CancellationToken ct) =>
        transaction.FindAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where id = @connectionId and deleted_at is null",
            new { connectionId },
            ct);

    /// <summary>Names the connection that the request stored, so that a dead request can still be answered.</summary>
    public static Task<int> TieAsync(
        UserTransaction transaction, NewConnection connection, Guid connectionId, CancellationToken ct) =>
        transaction.ExecuteAsync(
            "update idempotency_keys set connection_id = @connectionId where user_id = @userId and key = @key",
            new { connectionId, connection.UserId, connection.Idempotency?.Key },
            ct);

    private sealed class KeptAnswer
    {
        public required byte[] BodyHmac { get; init; }

        public Guid? ConnectionId { get; init; }

        public int? Status { get; init; }

        public string? Answer { get; init; }

        public DateTimeOffset CreatedAt { get; init; }
    }
}
