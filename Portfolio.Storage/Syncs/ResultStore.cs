using Npgsql;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// Writes what a run learned, as one transaction and one round trip, and only while the claim's fence is the newest.
/// Writing the same result again writes nothing.
/// </summary>
public sealed class ResultStore(UserDatabase db)
{
    public async Task<StoreOutcome> StoreAsync(Claim claim, SyncResult result, CancellationToken ct)
    {
        try
        {
            if (await WriteAsync(claim, result, ct))
                return StoreOutcome.Stored;
        }
        catch (PostgresException taken) when (taken.ConstraintName is "account_is_connected_once")
        {
            if (await RemoveDuplicateAsync(claim, result, ct) > 0)
                return StoreOutcome.DuplicateAccount;
        }

        await RecordSupersededAsync(claim, result.RunId, result.FinishedAt, ct);
        return StoreOutcome.Superseded;
    }

    /// <summary>True: <see cref="StoreSetAsync"/> takes it.</summary>
    public static bool IsUnchanged(Claim claim, SyncResult result) => ResultSql.IsUnchanged(claim, result);

    /// <summary>
    /// Writes runs of any users that changed nothing, in one round trip. Returns the connections of those that were
    /// stored; each of the others has to be stored by itself, because its row is locked or its fence is old.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> StoreSetAsync(
        IReadOnlyList<(Claim Claim, SyncResult Result)> runs, CancellationToken ct) =>
        (await db.ListForAllAsync<Guid>(
            ResultSql.FinishSet,
            new { finished = FinishedSync.Json([.. runs.Select(run => FinishedSync.Of(run.Claim, run.Result))]) },
            ct)).ToHashSet();

    public async Task<StoreOutcome> StoreAsync(Claim claim, SyncFailure failure, CancellationToken ct)
    {
        var stored = await db.ListAsync<Guid>(
            claim.UserId,
            """
            with fenced as (
                update user_connections
                set lease_until = null, failures = failures + 1,
                    request_expires_at = case when request_number = @request then null else request_expires_at end,
                    last_outcome = case when @nextSyncAt::timestamptz is null then 'refused' else 'failed' end,
                    error_kind = @errorKind, error_code = @errorCode, error_detail = @errorDetail, retry_at = @retryAt,
                    next_sync_at = case when request_number = @request then @nextSyncAt else next_sync_at end,
                    permissions = coalesce(@permissions, permissions),
                    api_key_sealed = case when @destroySecret then null else api_key_sealed end,
                    api_secret_sealed = case when @destroySecret then null else api_secret_sealed end,
                    passphrase_sealed = case when @destroySecret then null else passphrase_sealed end
                where id = @connectionId and fence = @fence and deleted_at is null
                returning id
            ), recorded as (
                insert into audit_events (id, user_id, connection_id, event, occurred_at)
                select @eventId, @userId, id, 'secret_destroyed', @finishedAt from fenced where @destroySecret
            ), run as (
                insert into sync_runs (
                    id, user_id, connection_id, trigger, outcome, started_at, finished_at, error_kind, error_code,
                    error_detail)
                select @runId, @userId, id, @trigger, 'failed', @startedAt, @finishedAt, @errorKind, @errorCode,
                    @errorDetail
                from fenced
                on conflict do nothing
            )
            select id from fenced
            """,
            new
            {
                claim.ConnectionId, claim.UserId, claim.Fence, claim.Request, claim.Trigger, claim.StartedAt,
                failure.RunId, failure.FinishedAt, failure.ErrorKind, failure.ErrorCode, failure.ErrorDetail,
                failure.RetryAt,
                failure.NextSyncAt, permissions = failure.Permissions?.ToArray(), failure.DestroySecret,
                eventId = Guid.CreateVersion7(failure.FinishedAt),
            },
            ct);
        if (stored.Count > 0)
            return StoreOutcome.Stored;

        await RecordSupersededAsync(claim, failure.RunId, failure.FinishedAt, ct);
        return StoreOutcome.Superseded;
    }

    private Task<bool> WriteAsync(Claim claim, SyncResult result, CancellationToken ct) =>
        db.ReadAsync(
            claim.UserId,
            ResultSql.For(claim, result),
            ResultArgs.Of(claim, result),
            async rows =>
            {
                if (ResultSql.ChoosesPortfolio(claim))
                    await rows.ReadAsync<bool>();
                return (await rows.ReadAsync<Guid>()).Any();
            },
            ct);

    /// <summary>The record names the connection that has the account, for a request that waits for this one.</summary>
    private Task<int> RemoveDuplicateAsync(Claim claim, SyncResult result, CancellationToken ct) =>
        db.ExecuteAsync(
            claim.UserId,
            """
            with removed as (
                delete from user_connections
                where id = @connectionId and fence = @fence and account_id is null
                returning id
            )
            insert into audit_events (id, user_id, connection_id, event, detail, occurred_at)
            select @eventId, @userId, removed.id, 'duplicate_account_removed', first.id::text, @finishedAt
            from removed
            left join user_connections first on first.user_id = @userId and first.exchange = @exchange
                and first.account_id = @accountId and first.deleted_at is null
            """,
            new
            {
                claim.ConnectionId, claim.UserId, claim.Fence, claim.Exchange, result.AccountId, result.FinishedAt,
                eventId = Guid.CreateVersion7(result.FinishedAt),
            },
            ct);

    /// <summary>Records a run whose result was dropped; does nothing when the connection was purged.</summary>
    private Task<int> RecordSupersededAsync(Claim claim, Guid runId, DateTimeOffset finishedAt, CancellationToken ct) =>
        db.ExecuteAsync(
            claim.UserId,
            """
            insert into sync_runs (id, user_id, connection_id, trigger, outcome, started_at, finished_at)
            select @runId, @userId, id, @trigger, 'superseded', @startedAt, @finishedAt
            from user_connections
            where id = @connectionId
            on conflict do nothing
            """,
            new { claim.ConnectionId, claim.UserId, claim.Trigger, claim.StartedAt, runId, finishedAt },
            ct);
}
