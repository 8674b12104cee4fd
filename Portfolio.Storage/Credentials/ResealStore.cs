using Microsoft.Extensions.Options;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Credentials;

/// <summary>
/// Seals stored keys again under the active key and in the newest form, while all processes keep running.
/// </summary>
public sealed class ResealStore(UserDatabase db, CredentialSealer sealer, IOptions<EncryptionOptions> options)
{
    private readonly byte[] activeHeader = Sealer.HeaderOf(options.Value.ActiveKey);

    /// <summary>
    /// In the order of their ids, after <paramref name="after"/>: connections with a value under
    /// another key or of an earlier form.
    /// </summary>
    public Task<IReadOnlyList<SealedConnection>> ListOutdatedAsync(Guid after, int limit, CancellationToken ct) =>
        db.ListForAllAsync<SealedConnection>(
            """
            select id, user_id
            from user_connections
            where id > @after and api_key_sealed is not null
                and (substring(api_key_sealed from 1 for @length) <> @activeHeader
                    or substring(api_secret_sealed from 1 for @length) <> @activeHeader
                    or substring(passphrase_sealed from 1 for @length) <> @activeHeader)
            order by id
            limit @limit
            """,
            new { after, length = activeHeader.Length, activeHeader, limit },
            ct);

    /// <summary>How many connections hold a value under each key, by key id.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountByKeyAsync(CancellationToken ct) =>
        (await db.ListForAllAsync<KeyCount>(
            """
            select convert_from(substring(value from 3 for get_byte(value, 1)), 'UTF8') as key_id,
                count(distinct id) as connections
            from user_connections
            cross join lateral (values (api_key_sealed), (api_secret_sealed), (passphrase_sealed)) as sealed (value)
            where api_key_sealed is not null and value is not null
            group by 1
            """,
            null,
            ct)).ToDictionary(key => key.KeyId, key => key.Connections);

    /// <summary>
    /// Seals one connection's key again. It is stored only if the old bytes are still there, so that a key that was
    /// just replaced or destroyed stays so. False: the old bytes were gone, and nothing was stored.
    /// </summary>
    /// <exception cref="UnsealException">It does not open with any configured key.</exception>
    public async Task<bool> ResealAsync(Guid userId, Guid id, CancellationToken ct)
    {
        var old = await db.FindAsync<SealedRow>(
            userId,
            """
            select exchange, api_key_sealed, api_secret_sealed, passphrase_sealed
            from user_connections
            where id = @id and api_key_sealed is not null
            """,
            new { id },
            ct);
        if (old is null)
            return false;

        var owner = new KeyOwner(userId, id, old.Exchange);
        var renewed = sealer.SealForConnection(sealer.OpenForConnection(old.Sealed, owner), owner);
        return await db.ExecuteAsync(
            userId,
            """
            update user_connections
            set api_key_sealed = @apiKey, api_secret_sealed = @apiSecret, passphrase_sealed = @passphrase
            where id = @id and api_key_sealed = @oldApiKey and api_secret_sealed = @oldApiSecret
                and passphrase_sealed is not distinct from @oldPassphrase
            """,
            new
            {
                id,
                apiKey = renewed.ApiKeySealed, apiSecret = renewed.ApiSecretSealed,
                passphrase = renewed.PassphraseSealed,
                oldApiKey = old.ApiKeySealed, oldApiSecret = old.ApiSecretSealed,
                oldPassphrase = old.PassphraseSealed,
            },
            ct) is 1;
    }

    private sealed class SealedRow
    {
        public required string Exchange { get; init; }

        public required byte[] ApiKeySealed { get; init; }

        public required byte[] ApiSecretSealed { get; init; }

        public byte[]? PassphraseSealed { get; init; }

        public SealedCredentials Sealed => new()
        {
            ApiKeySealed = ApiKeySealed, ApiSecretSealed = ApiSecretSealed, PassphraseSealed = PassphraseSealed,
        };
    }

    private sealed class KeyCount
    {
        public required string KeyId { get; init; }

        public required long Connections { get; init; }
    }
}

public sealed class SealedConnection
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }
}
