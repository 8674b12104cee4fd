using Npgsql;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Replaces the key of a connection by one that was tried.</summary>
public sealed class CredentialStore
{
    private readonly UserDatabase db;
    private readonly CredentialSealer sealer;

    internal CredentialStore(UserDatabase db, CredentialSealer sealer) => (this.db, this.sealer) = (db, sealer);

    /// <summary>What is to be replaced, to be read before the new key is tried. Null: no such connection.</summary>
    public Task<KeyInPlace?> FindAsync(Guid userId, Guid id, CancellationToken ct) =>
        db.FindAsync<KeyInPlace>(
            userId,
            """
            select c.id, c.exchange, (
                    select count(*) from audit_events where connection_id = c.id and event = 'credentials_replaced'
                ) as replacements
            from user_connections c
            where c.id = @id and c.deleted_at is null
            """,
            new { id },
            ct);

    /// <summary>The connection of the user's that has the key; null when none has.</summary>
    public Task<ConnectionRow?> FindByKeyAsync(Guid userId, string exchange, string apiKey, CancellationToken ct) =>
        db.FindAsync<ConnectionRow>(
            userId,
            $"""
            select {ConnectionColumns.All}
            from user_connections
            where user_id = @userId and exchange = @exchange and key_fingerprint = @fingerprint and deleted_at is null
            """,
            new { userId, exchange, fingerprint = sealer.Fingerprint(exchange, apiKey) },
            ct);

    /// <summary>
    /// Raises the fence, so that a sync under way with the old key writes nothing, forgets what was wrong with it, and
    /// asks for a sync, unless the connection is paused. Nothing is replaced if it is another account's key, or if the
    /// key in place is no longer the one that <paramref name="replacement"/> was to replace.
    /// </summary>
    public async Task<ReplaceOutcome> ReplaceAsync(Guid userId, KeyReplacement replacement, CancellationToken ct)
    {
        try
        {
            await using var transaction = await db.BeginAsync(userId, ct);
            if (await RefusalAsync(transaction, userId, replacement, ct) is { } refusal)
                return refusal;

            var replaced = await SealedKeys.ReplaceAsync(
                transaction,
                sealer,
                new SealedKeys.NewKey
                {
                    UserId = userId,
                    ConnectionId = replacement.InPlace.Id,
                    Exchange = replacement.InPlace.Exchange,
                    Credentials = replacement.Credentials,
                    Permissions = [.. replacement.Permissions],
                    AskedUntil = replacement.AskedUntil,
                    Now = replacement.Now,
                },
                ct);
            await transaction.CommitAsync(ct);
            return new ReplaceOutcome.Replaced(replaced);
        }
        catch (PostgresException taken) when (taken.ConstraintName is "key_is_connected_once")
        {
            // Connected at the same moment. What has it now is there to be found.
            return await ReplaceAsync(userId, replacement, ct);
        }
    }

    private async Task<ReplaceOutcome?> RefusalAsync(
        UserTransaction transaction, Guid userId, KeyReplacement replacement, CancellationToken ct)
    {
        var (id, exchange) = (replacement.InPlace.Id, replacement.InPlace.Exchange);
        var row = await transaction.FindAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where id = @id and deleted_at is null for update",
            new { id },
            ct);
        var replacements = await transaction.SingleAsync<long>(
            "select count(*) from audit_events where connection_id = @id and event = 'credentials_replaced'", new { id }, ct);
        var fingerprint = sealer.Fingerprint(exchange, replacement.Credentials.ApiKey);
        var other = await transaction.FindAsync<OtherConnection>(
            """
            select id, key_fingerprint = @fingerprint as has_key
            from user_connections
            where user_id = @userId and exchange = @exchange and id <> @id and deleted_at is null
                and (key_fingerprint = @fingerprint or account_id = @accountId)
            order by key_fingerprint = @fingerprint desc
            limit 1
            """,
            new { userId, exchange, id, fingerprint, replacement.AccountId },
            ct);
        return (row, other) switch
        {
            (null, _) => new ReplaceOutcome.NotFound(),
            _ when replacements != replacement.InPlace.Replacements => new ReplaceOutcome.ReplacedMeanwhile(row),
            (_, { HasKey: true }) => new ReplaceOutcome.DuplicateKey(other.Id),
            ({ AccountId: not null }, _) when replacement.AccountId is null => new ReplaceOutcome.AccountUnknown(),
            ({ AccountId: { } pinned }, _) when pinned != replacement.AccountId => new ReplaceOutcome.OtherAccount(),
            (_, not null) => new ReplaceOutcome.DuplicateAccount(other.Id),
            _ => null,
        };
    }

    private sealed class OtherConnection
    {
        public Guid Id { get; init; }

        public bool? HasKey { get; init; }
    }
}
