using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;
using Portfolio.Storage.Idempotency;
using Portfolio.Storage.Runs;

namespace Portfolio.Storage.Connections;

/// <summary>Stores new connections, with their keys sealed before they reach the database.</summary>
public sealed class ConnectStore(UserDatabase db, CredentialSealer sealer, OpenRequests open)
{
    /// <summary>A place becomes free by a disconnect, and not by waiting.</summary>
    private static readonly TimeSpan RetryQuotaAfter = TimeSpan.FromHours(1);

    /// <summary>
    /// Stores a connection that is due at once, with request number 1 outstanding. The key of a connection that is
    /// refused replaces the old one under the same id, with a new request number; the key of any other is a duplicate.
    /// A new portfolio is made only together with a new connection.
    /// </summary>
    public async Task<ConnectOutcome> AddAsync(NewConnection connection, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(connection.UserId, ct);
        if (await FindEarlierAsync(transaction, connection, ct) is { } repeated)
            return repeated;

        if (!await OwnsPortfolioAsync(transaction, connection.PortfolioId, ct))
            return new ConnectOutcome.UnknownPortfolio();

        var outcome = await StoreAsync(transaction, connection, ct);
        if (outcome is not ConnectOutcome.Stored stored)
            return outcome;

        if (connection.Idempotency is { } key)
        {
            await IdempotencyStore.TieToConnectionAsync(
                transaction, connection.UserId, key, stored.Connection.Id, ct);
        }

        var limited = await open.LimitAsync(transaction, connection.UserId, stored.Connection, connection.Now, ct);
        await transaction.CommitAsync(ct);
        return stored with { Connection = limited };
    }

    /// <summary>Null when no other request came before with the same idempotency key.</summary>
    private static async Task<ConnectOutcome?> FindEarlierAsync(
        UserTransaction transaction, NewConnection connection, CancellationToken ct)
    {
        if (connection.Idempotency is not { } key)
            return null;

        return await IdempotencyStore.ClaimAsync(transaction, connection.UserId, key, connection.Now, ct) switch
        {
            null => null,
            EarlierRequest.NeverAnswered { Made: { } id } when await FindAsync(transaction, id, ct) is { } stored =>
                new ConnectOutcome.NeverAnswered(stored),
            var earlier => new ConnectOutcome.Repeated(earlier),
        };
    }

    private static Task<ConnectionRow?> FindAsync(UserTransaction transaction, Guid id, CancellationToken ct) =>
        transaction.FindAsync<ConnectionRow>(
            $"select {ConnectionColumns.All} from user_connections where id = @id and deleted_at is null",
            new { id },
            ct);

    /// <summary>The lock keeps it from being removed until the connection is in it.</summary>
    private static async Task<bool> OwnsPortfolioAsync(
        UserTransaction transaction, Guid? portfolioId, CancellationToken ct) =>
        portfolioId is null
        || await transaction.FindAsync<object>(
            "select id from portfolios where id = @portfolioId for key share", new { portfolioId }, ct) is not null;

    private async Task<ConnectOutcome> StoreAsync(
        UserTransaction transaction, NewConnection connection, CancellationToken ct)
    {
        var fingerprint = sealer.Fingerprint(connection.Exchange, connection.Credentials.ApiKey);
        if (await FindAccountAsync(transaction, connection, fingerprint, ct) is { } hasAccount)
            return new ConnectOutcome.DuplicateAccount(hasAccount);
        if (!await HasCapacityAsync(transaction, connection, fingerprint, ct))
            return new ConnectOutcome.TooMany(RetryQuotaAfter);
        if (await InsertAsync(transaction, connection, fingerprint, ct) is { } added)
            return new ConnectOutcome.Stored(added, Repaired: false);

        var existing = await transaction.FindAsync<ConnectionRow>(
            $"""
            select {ConnectionColumns.All}
            from user_connections
            where user_id = @userId and exchange = @exchange and key_fingerprint = @fingerprint and deleted_at is null
            for update
            """,
            new { connection.UserId, connection.Exchange, fingerprint },
            ct);
        return existing switch
        {
            null => await StoreAsync(transaction, connection, ct),
            { LastOutcome: RunOutcomes.Refused } => new ConnectOutcome.Stored(
                await RepairAsync(transaction, existing.Id, connection, ct), Repaired: true),
            _ => new ConnectOutcome.DuplicateKey(existing),
        };
    }

    /// <summary>
    /// The user may have one more connection, or has one of this key. Connects of one user wait for each other here, so
    /// that two of them do not take the last place.
    /// </summary>
    private static async Task<bool> HasCapacityAsync(
        UserTransaction transaction, NewConnection connection, byte[] fingerprint, CancellationToken ct)
    {
        if (connection.AtMost is int.MaxValue)
            return true;

        await transaction.ExecuteAsync(
            "select pg_advisory_xact_lock(hashtextextended('connections of ' || @userId::text, 0))",
            new { connection.UserId }, ct);
        return await transaction.SingleAsync<bool>(
            """
            select count(*) < @atMost or bool_or(exchange = @exchange and key_fingerprint = @fingerprint)
            from user_connections
            where user_id = @userId and deleted_at is null
            """,
            new { connection.UserId, connection.AtMost, connection.Exchange, fingerprint },
            ct);
    }

    /// <summary>Another key's connection of the account; null where none has it, or the account is not known.</summary>
    private static async Task<ConnectionRow?> FindAccountAsync(
        UserTransaction transaction, NewConnection connection, byte[] fingerprint, CancellationToken ct) =>
        connection.AccountId is null
            ? null
            : await transaction.FindAsync<ConnectionRow>(
                $"""
                select {ConnectionColumns.All}
                from user_connections
                where user_id = @userId and exchange = @exchange and account_id = @accountId and deleted_at is null
                    and key_fingerprint is distinct from @fingerprint
                """,
                new { connection.UserId, connection.Exchange, connection.AccountId, fingerprint },
                ct);

    private async Task<ConnectionRow?> InsertAsync(
        UserTransaction transaction, NewConnection connection, byte[] fingerprint, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(connection.Now);
        var portfolioId = connection.NewPortfolioName is null
            ? connection.PortfolioId
            : Guid.CreateVersion7(connection.Now);
        var secrets = sealer.SealForConnection(
            connection.Credentials, new KeyOwner(connection.UserId, id, connection.Exchange));
        return await transaction.FindAsync<ConnectionRow>(
            $"""
            with added as (
                insert into user_connections (
                    id, user_id, exchange, label, portfolio_id, api_key_sealed, api_secret_sealed, passphrase_sealed,
                    api_key_masked, key_fingerprint, sync_interval_minutes, request_number, request_expires_at,
                    request_trigger,
                    created_at, next_sync_at)
                values (
                    @id, @userId, @exchange, @label, @portfolioId, @apiKeySealed, @apiSecretSealed, @passphraseSealed,
                    @masked, @fingerprint, @syncIntervalMinutes, 1, @requestExpiresAt, 'created', @now, @now)
                on conflict do nothing
                returning {ConnectionColumns.All}
            ), made as (
                insert into portfolios (id, user_id, name, created_at)
                select portfolio_id, @userId, @newPortfolioName, @now from added where @newPortfolioName is not null
            ), recorded as (
                insert into audit_events (id, user_id, connection_id, event, occurred_at)
                select @eventId, @userId, id, 'connected', @now from added
            )
            select * from added
            """,
            new
            {
                id, connection.UserId, connection.Exchange, connection.Label, portfolioId, connection.NewPortfolioName,
                secrets.ApiKeySealed, secrets.ApiSecretSealed, secrets.PassphraseSealed,
                connection.Credentials.Masked, fingerprint, connection.SyncIntervalMinutes,
                connection.RequestExpiresAt, connection.Now, eventId = Guid.CreateVersion7(connection.Now),
            },
            ct);
    }

    private Task<ConnectionRow> RepairAsync(
        UserTransaction transaction, Guid id, NewConnection connection, CancellationToken ct) =>
        SealedKeys.ReplaceAsync(
            transaction,
            sealer,
            new SealedKeys.NewKey
            {
                UserId = connection.UserId,
                ConnectionId = id,
                Exchange = connection.Exchange,
                Credentials = connection.Credentials,
                RequestExpiresAt = connection.RequestExpiresAt,
                Now = connection.Now,
            },
            ct);
}
