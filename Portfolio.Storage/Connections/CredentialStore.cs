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

            var replaced = await WriteAsync(transaction, userId, replacement, ct);
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

    private async Task<ConnectionRow> WriteAsync(
        UserTransaction transaction, Guid userId, KeyReplacement replacement, CancellationToken ct)
    {
        var id = replacement.InPlace.Id;
        var secrets = sealer.SealForConnection(replacement.Credentials, userId, id);
        return await transaction.SingleAsync<ConnectionRow>(
            $"""
            with replaced as (
                update user_connections
                set api_key_sealed = @apiKeySealed, api_secret_sealed = @apiSecretSealed,
                    passphrase_sealed = @passphraseSealed, api_key_masked = @masked, key_fingerprint = @fingerprint,
                    permissions = @permissions, region = null,
                    fence = fence + 1, lease_until = null,
                    request_number = request_number + 1, asked_trigger = 'repaired',
                    asked_until = case when paused then null else @askedUntil end,
                    last_outcome = null, error_kind = null, error_code = null, error_detail = null,
                    retry_at = null, failures = 0,
                    next_sync_at = case when paused then null else @now end
                where id = @id
                returning {ConnectionColumns.All}
            ), recorded as (
                insert into audit_events (id, user_id, connection_id, event, occurred_at)
                select @eventId, @userId, id, 'credentials_replaced', @now from replaced
            )
            select * from replaced
            """,
            new
            {
                id, userId, secrets.ApiKeySealed, secrets.ApiSecretSealed, secrets.PassphraseSealed,
                replacement.Credentials.Masked, permissions = replacement.Permissions.ToArray(),
                fingerprint = sealer.Fingerprint(replacement.InPlace.Exchange, replacement.Credentials.ApiKey),
                replacement.AskedUntil, replacement.Now, eventId = Guid.CreateVersion7(replacement.Now),
            },
            ct);
    }

    private sealed class OtherConnection
    {
        public Guid Id { get; init; }

        public bool? HasKey { get; init; }
    }
}
