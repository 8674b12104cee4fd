using Npgsql;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Connections;

/// <summary>Replaces the key of a connection by one that was tried.</summary>
public sealed class CredentialStore(UserDatabase db, CredentialSealer sealer, OpenRequests open)
{
    private const string HasKey = "key_fingerprint = @fingerprint";
    private const string HasAccount = "account_id = @accountId";

    /// <summary>The key to be replaced, read before the new key is tried. Null: no such connection.</summary>
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

    /// <summary>The user's connection that has the key; null when none has.</summary>
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
    /// Raises the fence, so that a sync under way with the old key writes nothing, clears its error, and requests a
    /// sync, unless the connection is paused. Nothing is replaced if it is another account's key, or if the key in
    /// place is no longer the one that <paramref name="replacement"/> was to replace.
    /// </summary>
    public async Task<ReplaceCredentialsOutcome> ReplaceAsync(
        Guid userId, KeyReplacement replacement, CancellationToken ct)
    {
        try
        {
            await using var transaction = await db.BeginAsync(userId, ct);
            if (await RefusalAsync(transaction, userId, replacement, ct) is { } refusal)
                return refusal;

            var replaced = await SealedKeys.ReplaceAsync(transaction, sealer, NewKey(userId, replacement), ct);
            replaced = await open.LimitAsync(transaction, userId, replaced, replacement.Now, ct);
            await transaction.CommitAsync(ct);
            return new ReplaceCredentialsOutcome.Replaced(replaced);
        }
        catch (PostgresException taken) when (taken.ConstraintName is "key_is_connected_once")
        {
            // Another request connected it at the same moment, so its connection can be found now.
            return await ReplaceAsync(userId, replacement, ct);
        }
    }

    private static SealedKeys.NewKey NewKey(Guid userId, KeyReplacement replacement) => new()
    {
        UserId = userId,
        ConnectionId = replacement.InPlace.Id,
        Exchange = replacement.InPlace.Exchange,
        Credentials = replacement.Credentials,
        Permissions = [.. replacement.Permissions],
        RequestExpiresAt = replacement.RequestExpiresAt,
        Now = replacement.Now,
    };

    private async Task<ReplaceCredentialsOutcome?> RefusalAsync(
        UserTransaction transaction, Guid userId, KeyReplacement replacement, CancellationToken ct)
    {
        var id = replacement.InPlace.Id;
        var row = await transaction.FindAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where id = @id and deleted_at is null for update",
            new { id },
            ct);
        var replacements = await transaction.SingleAsync<long>(
            "select count(*) from audit_events where connection_id = @id and event = 'credentials_replaced'",
            new { id },
            ct);
        if (row is null)
            return new ReplaceCredentialsOutcome.NotFound();
        if (replacements != replacement.InPlace.Replacements)
            return new ReplaceCredentialsOutcome.ReplacedMeanwhile(row);
        if (await OtherAsync(HasKey) is { } hasKey)
            return new ReplaceCredentialsOutcome.DuplicateKey(hasKey);
        if (row.AccountId is { } account && account != replacement.AccountId)
            return OfAnotherAccount(row, replacement);

        return await OtherAsync(HasAccount) is { } hasAccount
            ? new ReplaceCredentialsOutcome.DuplicateAccount(hasAccount)
            : null;

        Task<ConnectionRow?> OtherAsync(string which) => FindOtherAsync(transaction, userId, replacement, which, ct);
    }

    private static ReplaceCredentialsOutcome OfAnotherAccount(ConnectionRow row, KeyReplacement replacement) =>
        replacement.AccountId is null
            ? new ReplaceCredentialsOutcome.AccountUnknown(row)
            : new ReplaceCredentialsOutcome.OtherAccount(row);

    /// <param name="which">The condition, one of the constants above: by key or by account.</param>
    private Task<ConnectionRow?> FindOtherAsync(
        UserTransaction transaction, Guid userId, KeyReplacement replacement, string which, CancellationToken ct)
    {
        var (id, exchange) = (replacement.InPlace.Id, replacement.InPlace.Exchange);
        var fingerprint = sealer.Fingerprint(exchange, replacement.Credentials.ApiKey);
        return transaction.FindAsync<ConnectionRow>(
            $"""
            select {ConnectionColumns.All}
            from user_connections
            where user_id = @userId and exchange = @exchange and id <> @id and deleted_at is null and {which}
            """,
            new { userId, exchange, id, fingerprint, replacement.AccountId },
            ct);
    }
}
