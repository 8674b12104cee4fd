using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Batches;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Claims and stores the schedule's syncs many at a time. A person's sync is claimed and stored by itself and at once;
/// so is one that its set left out, and each one of a set that failed, so that a failure is only its own.
/// </summary>
internal sealed class SyncSets
{
    private const int AtMost = 100;

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    private readonly ClaimStore claims;
    private readonly ResultStore results;
    private readonly AccountStates states;
    private readonly TimeProvider clock;
    private readonly TimeSpan lease;
    private readonly BatchQueue<ClaimRequest, SetAttempt> claimQueue;
    private readonly BatchQueue<(Claim Claim, SyncResult Result), bool> resultQueue;

    public SyncSets(
        ClaimStore claims, ResultStore results, AccountStates states, IOptions<SyncOptions> options, TimeProvider clock)
    {
        (this.claims, this.results, this.states, this.clock) = (claims, results, states, clock);
        lease = options.Value.Lease;
        claimQueue = new(Linger, AtMost, clock, ClaimSetAsync);
        resultQueue = new(Linger, AtMost, clock, StoreSetAsync);
    }

    /// <summary>
    /// Each attempt first gives back the lease of the one before it, whose answer may have been lost after PostgreSQL
    /// had granted the claim.
    /// </summary>
    public async Task<ClaimResult> ClaimAsync(SyncRequest request, CancellationToken ct)
    {
        var before = request.Scheduled ? await TryClaimAsync(request, ct) : default;
        if (before.Claim is { } claim)
            return new ClaimResult(claim, null);

        var lost = before.LostLease;
        return await DatabaseRetry.ExecuteAsync(
            async token =>
            {
                var key = new ClaimRequest(request.UserId, request.ConnectionId, request.Request);
                if (lost is { } lease)
                    await claims.GiveBackAsync(key, lease, token);

                var now = clock.GetUtcNow();
                lost = now + this.lease;
                return await claims.ClaimAsync(
                    request.UserId, request.ConnectionId, request.Request, now, now + this.lease, token);
            },
            ct);
    }

    public async Task<StoreOutcome> StoreAsync(Claim claim, SyncResult result, bool scheduled, CancellationToken ct)
    {
        var unchanged = ResultStore.IsUnchanged(claim, result);
        if (unchanged && scheduled && await TryStoreAsync(claim, result, ct))
            return StoreOutcome.Stored;

        var outcome = await DatabaseRetry.ExecuteAsync(token => results.StoreAsync(claim, result, token), ct);
        if (outcome is StoreOutcome.Stored && !unchanged)
            states.Learn(claim, result);
        return outcome;
    }

    /// <summary>Without a claim, it has to be claimed by itself.</summary>
    private async Task<(Claim? Claim, DateTimeOffset? LostLease)> TryClaimAsync(
        SyncRequest request, CancellationToken ct)
    {
        var attempt = await claimQueue.AddAsync(
            new ClaimRequest(request.UserId, request.ConnectionId, request.Request), ct);
        if (attempt.Claimed is not { } claimed)
            return (null, attempt.LostLease);

        try
        {
            return (await states.CompleteAsync(claimed, ct), null);
        }
        catch (NpgsqlException)
        {
            return (null, claimed.Claim.StartedAt + lease);
        }
    }

    /// <summary>False: it has to be stored by itself.</summary>
    private async Task<bool> TryStoreAsync(Claim claim, SyncResult result, CancellationToken ct)
    {
        try
        {
            return await resultQueue.AddAsync((claim, result), ct);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<SetAttempt>> ClaimSetAsync(IReadOnlyList<ClaimRequest> requests)
    {
        var now = clock.GetUtcNow();
        try
        {
            var claimed = await claims.ClaimSetAsync(requests, now, now + lease, CancellationToken.None);
            var byRequest = claimed.ToDictionary(claim => (claim.Claim.ConnectionId, claim.Claim.Request));
            return
            [
                .. requests.Select(request =>
                    byRequest.Remove((request.ConnectionId, request.Request), out var claim)
                        ? new SetAttempt(claim, null)
                        : default),
            ];
        }
        catch (NpgsqlException)
        {
            return [.. requests.Select(_ => new SetAttempt(null, now + lease))];
        }
    }

    private async Task<IReadOnlyList<bool>> StoreSetAsync(IReadOnlyList<(Claim Claim, SyncResult Result)> runs)
    {
        var stored = await results.StoreSetAsync(runs, CancellationToken.None);
        return [.. runs.Select(run => stored.Contains(run.Claim.ConnectionId))];
    }

    /// <param name="Claimed">Null: its set left it out, or failed.</param>
    /// <param name="LostLease">Of a set that failed: the lease that may have been granted all the same.</param>
    private readonly record struct SetAttempt(SetClaim? Claimed, DateTimeOffset? LostLease);
}
