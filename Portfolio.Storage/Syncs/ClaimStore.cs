using Dapper;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Syncs;

/// <summary>Gives workers the right to sync a connection.</summary>
public sealed class ClaimStore(UserDatabase db, CredentialSealer sealer)
{
    /// <summary>
    /// Succeeds for one caller and only for the outstanding request number; sets the lease and raises the fence. One
    /// round trip, which also reads the stored state of the account.
    /// </summary>
    public Task<ClaimResult> ClaimAsync(
        Guid userId, Guid connectionId, long request, DateTimeOffset now, DateTimeOffset leaseUntil,
        CancellationToken ct) =>
        db.ReadAsync(
            userId,
            $"""
            with claimed as materialized (
                select * from claim_runs(
                    array[@userId], array[@connectionId], array[@request], @now, @leaseUntil, patient => true)
            )
            select claimed.*,
                seen.deleted_at is not null as gone, seen.paused, seen.request_number <> @request as overtaken,
                seen.request_expires_at is null as answered, not seen.has_secret as no_secret
            from user_connections seen
            left join claimed on claimed.id = seen.id
            where seen.id = @connectionId;

            select b.wallet, a.symbol, a.name, b.quantity, b.unrealized_profit, b.price_usd, b.price_source,
                b.priced_at, b.price_is_own, b.value_usd, b.dust, b.stale_since, b.from_receipt, b.receipt_quantity
            from valued_balances b
            join assets a on a.id = b.asset_id
            where b.connection_id = @connectionId;

            {RenameMemorySql.Text}
            """,
            new { userId, connectionId, request, now, leaseUntil, waitsSince = now - RenameMemorySql.WaitsFor },
            async rows => Result(
                await rows.ReadSingleOrDefaultAsync<ClaimedRow>(),
                (await rows.ReadAsync<StoredBalance>()).AsList(),
                await RenameMemorySql.ReadAsync(rows), now),
            ct);

    /// <summary>
    /// Claims syncs of any users in one round trip. Of those that succeeded it returns the claims, without the stored
    /// state of the accounts; each of the others has to be claimed by itself, because its row is locked or it is
    /// refused.
    /// </summary>
    public async Task<IReadOnlyList<SetClaim>> ClaimSetAsync(
        IReadOnlyList<ClaimRequest> requests, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct)
    {
        var claimed = await db.ListForAllAsync<ClaimedRow>(
            "select * from claim_runs(@users, @connections, @requests, @now, @leaseUntil, patient => false)",
            new
            {
                users = requests.Select(request => request.UserId).ToArray(),
                connections = requests.Select(request => request.ConnectionId).ToArray(),
                requests = requests.Select(request => request.Request).ToArray(),
                now, leaseUntil,
            },
            ct);
        return [.. claimed.Select(row => new SetClaim(ClaimOf(row, [], RenameMemory.None, now), row.StateId))];
    }

    /// <summary>
    /// Ends the lease that a claim may have been granted whose answer was lost. No other lease ends at the same
    /// microsecond, so another worker's is left alone.
    /// </summary>
    public Task<int> GiveBackAsync(ClaimRequest request, DateTimeOffset leaseUntil, CancellationToken ct) =>
        db.ExecuteAsync(
            request.UserId,
            """
            update user_connections
            set lease_until = null
            where id = @ConnectionId and request_number = @Request and lease_until = @leaseUntil
                and deleted_at is null
            """,
            new { request.ConnectionId, request.Request, leaseUntil },
            ct);

    /// <summary>
    /// Defers a request: it stays unanswered, and the sweep requests the sync again after <paramref name="until"/>.
    /// </summary>
    public Task<int> DeferAsync(
        Guid userId, Guid connectionId, long request, DateTimeOffset until, CancellationToken ct) =>
        db.ExecuteAsync(
            userId,
            """
            update user_connections
            set request_expires_at = @until
            where id = @connectionId and request_number = @request and request_expires_at is not null
                and deleted_at is null
            """,
            new { connectionId, request, until },
            ct);

    /// <summary>
    /// Gives back the claim of a sync that stopped because a request could not be sent or the database failed, and
    /// defers its request as <see cref="DeferAsync"/> does.
    /// </summary>
    /// <param name="fullReading">True: the next sync has to read every wallet.</param>
    public Task<int> ReleaseAsync(Claim claim, DateTimeOffset until, bool fullReading, CancellationToken ct) =>
        db.ExecuteAsync(
            claim.UserId,
            """
            update user_connections
            set lease_until = null,
                request_expires_at = case when request_number = @request and request_expires_at is not null then @until
                    else request_expires_at end,
                full_reading_at = case when not @fullReading then full_reading_at end
            where id = @connectionId and fence = @fence and deleted_at is null
            """,
            new { claim.ConnectionId, claim.Request, claim.Fence, until, fullReading },
            ct);

    private ClaimResult Result(
        ClaimedRow? row, List<StoredBalance> balances, RenameMemory renames, DateTimeOffset now) =>
        row switch
        {
            null or { Gone: true } => Refused(ClaimRefusal.Gone),
            { Id: null, Paused: true } => Refused(ClaimRefusal.Paused),
            { Id: null, Overtaken: true } => Refused(ClaimRefusal.Overtaken),
            { Id: null, Answered: true } => Refused(ClaimRefusal.Answered),
            { Id: null, NoSecret: true } => Refused(ClaimRefusal.NoSecret),
            { Id: null } => Refused(ClaimRefusal.Leased),
            _ => new ClaimResult(ClaimOf(row, balances, renames, now), null),
        };

    private Claim ClaimOf(
        ClaimedRow row, IReadOnlyList<StoredBalance> balances, RenameMemory renames, DateTimeOffset now) => Known(
        row,
        new()
        {
            ConnectionId = row.Id ?? Guid.Empty,
            UserId = row.UserId,
            Exchange = row.Exchange,
            Request = row.RequestNumber,
            Fence = row.Fence,
            Trigger = row.RequestTrigger,
            StartedAt = now,
            AttemptedAt = row.AttemptedAt,
            Unseal = () => sealer.OpenForConnection(row.Secrets, row.Owner),
            SyncIntervalMinutes = row.SyncIntervalMinutes,
            Failures = row.Failures,
            Balances = balances,
            Renames = renames,
        });

    /// <summary>With the results of earlier runs.</summary>
    private static Claim Known(ClaimedRow row, Claim claim) => claim with
    {
        PortfolioId = row.PortfolioId,
        AccountId = row.AccountId,
        LastSyncedAt = row.LastSyncedAt,
        Region = row.Region,
        LastOutcome = row.LastOutcome,
        ErrorKind = row.ErrorKind,
        ProfitApart = row.ProfitApart,
        FullReadingAt = row.FullReadingAt,
        ReadWallets = row.ReadWallets,
        Evidence = row.Evidence,
    };

    private static ClaimResult Refused(ClaimRefusal reason) => new(null, reason);
}
