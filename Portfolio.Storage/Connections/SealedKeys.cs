using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Puts a key in the place of another, of a connection whose row the transaction has locked.</summary>
internal static class SealedKeys
{
    /// <summary>
    /// The fence is raised, so that a sync under way with the old key writes nothing; the error is cleared, and so is
    /// the region, for the new key may live elsewhere; a sync is requested, unless the connection is paused.
    /// </summary>
    public static Task<ConnectionRow> ReplaceAsync(
        UserTransaction transaction, CredentialSealer sealer, NewKey key, CancellationToken ct)
    {
        var secrets = sealer.SealForConnection(
            key.Credentials, new KeyOwner(key.UserId, key.ConnectionId, key.Exchange));
        return transaction.SingleAsync<ConnectionRow>(
            $"""
            with replaced as (
                update user_connections
                set api_key_sealed = @apiKeySealed, api_secret_sealed = @apiSecretSealed,
                    passphrase_sealed = @passphraseSealed, api_key_masked = @masked, key_fingerprint = @fingerprint,
                    permissions = coalesce(@permissions, permissions), key_expires_at = null, key_addresses = null,
                    region = null,
                    fence = fence + 1, lease_until = null,
                    request_number = request_number + 1, request_trigger = 'repaired',
                    request_expires_at = case when paused then null else @requestExpiresAt end,
                    last_outcome = null, error_kind = null, error_code = null, error_detail = null,
                    retry_at = null, failures = 0,
                    next_sync_at = case when paused then null else @now end
                where id = @connectionId
                returning {ConnectionColumns.All}
            ), recorded as (
                insert into audit_events (id, user_id, connection_id, event, occurred_at)
                select @eventId, @userId, id, 'credentials_replaced', @now from replaced
            )
            select * from replaced
            """,
            new
            {
                key.ConnectionId, key.UserId, secrets.ApiKeySealed, secrets.ApiSecretSealed, secrets.PassphraseSealed,
                key.Credentials.Masked, fingerprint = sealer.Fingerprint(key.Exchange, key.Credentials.ApiKey),
                key.Permissions, key.RequestExpiresAt, key.Now, eventId = Guid.CreateVersion7(key.Now),
            },
            ct);
    }

    /// <summary>Not a record: it holds a key in clear until it is sealed.</summary>
    internal sealed class NewKey
    {
        public required Guid UserId { get; init; }

        public required Guid ConnectionId { get; init; }

        public required string Exchange { get; init; }

        public required ApiCredentials Credentials { get; init; }

        /// <summary>The key's permissions, where they were already read; null keeps the stored ones.</summary>
        public string[]? Permissions { get; init; }

        /// <summary>After this the sweep requests the sync again, because the message was lost.</summary>
        public required DateTimeOffset RequestExpiresAt { get; init; }

        public required DateTimeOffset Now { get; init; }
    }
}
