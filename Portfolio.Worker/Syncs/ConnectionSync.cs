using Portfolio.Storage.Database;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// One sync, from the message to the stored result.
/// <list type="number">
/// <item>The sync is admitted: the exchange demands no pause and the budget has capacity for it. If not, it goes back
/// to the schedule, with the reason in the log, and no run is recorded.</item>
/// <item>The claim takes the row if the message's number is the outstanding one. If not, the message is dropped, with
/// the reason in the log: the change that made it stale left a row that the sweep understands. A message that names
/// another exchange than the row is dropped, too.</item>
/// <item>The key is opened, and key, account and prices are read. No transaction is open meanwhile.</item>
/// <item>A failure of the exchange ends the run: it is stored with its kind and the time of the next try, and the
/// message is done. The stored account stays as it is.</item>
/// <item>A reading is compared with the totals that the exchange reports. A wallet that they contradict is read once
/// more, and counts as not read if they still do.</item>
/// <item>The rest is compared with the stored account, and only changes are written, if the fence still holds.</item>
/// <item>The health of the exchange is reported to all workers.</item>
/// <item>The outcome is published if a person requested the sync, for the callers that wait for it.</item>
/// </list>
/// A crash anywhere leaves the row due, with a lease and a request that expire; the sweep then requests it again. A
/// failure of the database that passes by itself is waited for (<see cref="DatabaseRetry"/>); one that lasts longer
/// leaves the request to the sweep. Other faults of this system's infrastructure leave this method as exceptions, for
/// the endpoint's retries.
/// </summary>
internal sealed partial class ConnectionSync(
    SyncAdmission syncAdmission,
    SyncSets sets,
    ClaimStore claims,
    ClaimedSync claimedSync,
    IEnumerable<IExchange> exchanges,
    ILogger<ConnectionSync> logger)
{
    public async Task RunAsync(SyncRequest request, CancellationToken ct)
    {
        using var ids = logger.BeginScope(new Dictionary<string, object>
        {
            ["ConnectionId"] = request.ConnectionId, ["UserId"] = request.UserId, ["Exchange"] = request.Exchange,
        });
        try
        {
            await AdmitAsync(exchanges.Single(known => known.Name == request.Exchange), request, ct);
        }
        catch (Exception fault) when (TransientFailures.Is(fault, ct))
        {
            LogLeft(fault, request.Request);
        }
    }

    private async Task AdmitAsync(IExchange exchange, SyncRequest request, CancellationToken ct)
    {
        await using var admission = await DatabaseRetry.ExecuteAsync(
            token => syncAdmission.AdmitAsync(
                exchange, request.Region, request.Scheduled, request.FullReading, token),
            ct);
        if (admission.Deferral is { } deferral)
        {
            await DatabaseRetry.ExecuteAsync(
                token => claims.DeferAsync(
                    request.UserId, request.ConnectionId, request.Request, deferral.Until, token),
                ct);
            deferral.LogTo(logger);
            return;
        }

        FatalStep.Pass(FatalStep.Admitted);
        var claimed = await ClaimAsync(request, admission, ct);
        if (claimed.Claim is { } claim)
        {
            await RunAsync(exchange, admission, claim, request.Scheduled, ct);
            return;
        }

        await syncAdmission.GiveProbeBackAsync(admission, ct);
        LogDropped(request.Request, claimed.Refusal);
    }

    private async Task RunAsync(
        IExchange exchange, Admission admission, Claim claim, bool scheduled, CancellationToken ct)
    {
        FatalStep.Pass(FatalStep.Claimed);
        await (claim.Exchange == exchange.Name
            ? claimedSync.RunAsync(exchange, admission, claim, scheduled, ct)
            : GiveUpAsync(claim, admission, ct));
    }

    /// <summary>
    /// The row decides which exchange gets the key. The sweep requests the sync again, from the row.
    /// </summary>
    private async Task GiveUpAsync(Claim claim, Admission admission, CancellationToken ct)
    {
        LogOtherExchange(claim.Request, claim.Exchange);
        await syncAdmission.GiveProbeBackAsync(admission, ct);
        await DatabaseRetry.ExecuteAsync(
            token => claims.ReleaseAsync(claim, claim.StartedAt, fullReading: false, token), ct);
    }

    /// <summary>A sync that cannot be claimed, because the database fails, must not keep the probe either.</summary>
    private async Task<ClaimResult> ClaimAsync(SyncRequest request, Admission admission, CancellationToken ct)
    {
        try
        {
            return await sets.ClaimAsync(request, ct);
        }
        catch (Exception fault) when (TransientFailures.Is(fault, ct))
        {
            await syncAdmission.GiveProbeBackAsync(admission, ct);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "Dropped request {Request}: {Reason}")]
    private partial void LogDropped(long request, ClaimRefusal? reason);

    [LoggerMessage(LogLevel.Error,
        "Dropped request {Request}: its message names another exchange than the connection, which is at {Actual}. "
        + "No program of this system sends such a message")]
    private partial void LogOtherExchange(long request, string actual);

    [LoggerMessage(LogLevel.Warning,
        "The database fails for longer than it is waited for: the sweep repeats request {Request} when it has expired")]
    private partial void LogLeft(Exception fault, long request);
}
