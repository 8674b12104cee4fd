using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// One sync, from the message to the stored result.
/// <list type="number">
/// <item>The sync is admitted: the exchange demands no pause and the budget has capacity for it. If not, it goes back
/// to the schedule, with the reason in the log, and no run is recorded.</item>
/// <item>The claim takes the row if the message's number is the outstanding one. If not, the message is dropped, with
/// the reason in the log: the change that made it stale left a row that the sweep understands.</item>
/// <item>The key is opened, and key, account and prices are read. No transaction is open meanwhile.</item>
/// <item>A failure of the exchange ends the run: it is stored with its kind and the time of the next try, and the
/// message is done. The stored account stays as it is.</item>
/// <item>A reading is compared with the totals that the exchange reports. A wallet that they contradict is read once
/// more, and counts as not read if they still do.</item>
/// <item>The rest is compared with the stored account, and only changes are written, if the fence still holds.</item>
/// <item>The health of the exchange is reported to all workers.</item>
/// <item>The outcome is published if a person requested the sync, for the callers that wait for it.</item>
/// </list>
/// A crash anywhere leaves the row due, with a lease and a request that expire; the sweep then requests it again. Only
/// faults of this system's infrastructure leave this method as exceptions, for the endpoint's retries.
/// </summary>
internal sealed partial class ConnectionSync(
    SyncAdmission syncAdmission,
    SyncSets sets,
    ClaimStore claims,
    ClaimReader reader,
    ResultStore results,
    IEnumerable<IExchange> exchanges,
    EgressAddress egress,
    IPublishEndpoint bus,
    ChangePublisher changes,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<ConnectionSync> logger)
{
    private readonly SyncOptions options = options.Value;

    public async Task RunAsync(SyncRequest request, CancellationToken ct)
    {
        using var ids = logger.BeginScope(new Dictionary<string, object>
        {
            ["ConnectionId"] = request.ConnectionId, ["UserId"] = request.UserId, ["Exchange"] = request.Exchange,
        });
        var exchange = exchanges.Single(known => known.Name == request.Exchange);
        await using var admission = await syncAdmission.AdmitAsync(exchange, request.Region, request.Scheduled, ct);
        if (admission.Deferral is { } deferral)
        {
            await claims.DeferAsync(request.UserId, request.ConnectionId, request.Request, deferral.Until, ct);
            Log(deferral);
            return;
        }

        var claimed = await sets.ClaimAsync(request, ct);
        if (claimed.Claim is not { } claim)
        {
            LogDropped(request.Request, claimed.Refusal);
            return;
        }

        await RunAsync(exchange, admission, claim, request.Scheduled, ct);
    }

    private async Task RunAsync(
        IExchange exchange, Admission admission, Claim claim, bool scheduled, CancellationToken ct)
    {
        var runId = Guid.CreateVersion7(claim.AttemptedAt);
        using var ids = logger.BeginScope(new Dictionary<string, object> { ["RunId"] = runId });
        if (!scheduled)
            changes.Changed(claim.UserId);

        // Published after everything is stored, and separately: a failed message must not turn a success into a
        // failure. No caller waits for a sync of the schedule.
        var outcome = await RunAsync(exchange, admission, claim, scheduled, runId, ct);
        changes.Changed(claim.UserId);
        if (outcome is not null && !scheduled)
            await bus.Publish(outcome, ct);
    }

    /// <summary>The event to publish; null when there is no outcome, or it came too late to count.</summary>
    private async Task<object?> RunAsync(
        IExchange exchange, Admission admission, Claim claim, bool scheduled, Guid runId, CancellationToken ct)
    {
        try
        {
            return await ReadAsync(exchange, admission, claim, scheduled, runId, ct);
        }
        catch (NotSentException unsent) when (scheduled || unsent is BudgetSpentException)
        {
            var deferral = Deferral.Of(unsent);
            await claims.ReleaseAsync(claim, deferral.Until, ct);
            Log(deferral);
            return null;
        }
        catch (ExchangeException failure)
        {
            var outcome = await FailAsync(claim, runId, failure, ct);
            await ReportAsync(exchange, failure.Region ?? claim.Region, admission, failure, ct);
            return outcome;
        }
        catch (Exception fault) when (IsInternal(fault))
        {
            // Without a stored failed run and its backoff, the sweep would request it again forever.
            LogFault(fault);
            var failure = new ExchangeException(ErrorKinds.Internal, null, "A fault in this program.");
            return await FailAsync(claim, runId, failure, ct);
        }
    }

    private async Task<object?> ReadAsync(
        IExchange exchange, Admission admission, Claim claim, bool scheduled, Guid runId, CancellationToken ct)
    {
        var (snapshot, verdict) = await reader.ReadAsync(exchange, admission, claim, ct);
        try
        {
            return await StoreAsync(claim, scheduled, runId, snapshot, verdict, ct);
        }
        finally
        {
            // The exchange is up, even where its reading cannot be stored.
            await ReportAsync(exchange, snapshot.Region, admission, failure: null, ct);
        }
    }

    /// <summary>A fault in this program, and neither a shutdown nor a transient failure of the database.</summary>
    private static bool IsInternal(Exception fault) =>
        fault is not (OperationCanceledException or NpgsqlException { IsTransient: true });

    /// <summary>Only after the result was to be stored: it counts even if the exchange's health cannot be.</summary>
    private async Task ReportAsync(
        IExchange exchange, string? region, Admission admission, ExchangeException? failure, CancellationToken ct)
    {
        try
        {
            await syncAdmission.ReportAsync(exchange, region, admission, failure, ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotReported(fault, exchange.PlaceOf(region));
        }
    }

    private async Task<object?> StoreAsync(
        Claim claim, bool scheduled, Guid runId, AccountSnapshot snapshot, Verdict verdict, CancellationToken ct)
    {
        var now = EndOf(claim);
        var judgement = Judgement.Of(claim, snapshot, verdict, options, now);
        var result = RunResult.Of(claim, runId, snapshot, judgement, options, now);
        switch (await sets.StoreAsync(claim, result, scheduled, ct))
        {
            case StoreOutcome.Stored:
                LogSynced(result.Totals.Assets, result.Totals.Dust, result.Totals.Unpriced, result.Changes.Count);
                return new ConnectionSynced(
                    claim.ConnectionId, claim.UserId, claim.Exchange, claim.Request, runId,
                    result.Partial ? RunOutcomes.Partial : RunOutcomes.Succeeded);
            case StoreOutcome.DuplicateAccount:
                LogDuplicateAccount();
                return Failed(claim, runId, ErrorKinds.DuplicateAccount, null);
            default:
                LogSuperseded(claim.Fence);
                return null;
        }
    }

    private async Task<object?> FailAsync(Claim claim, Guid runId, ExchangeException cause, CancellationToken ct)
    {
        var detail = cause.Detail ?? await egress.ForAsync(claim.Exchange, cause, ct);
        var failure = RunFailure.Of(claim, runId, cause, detail, options, EndOf(claim));
        LogFailed(cause.Kind, cause.Code, cause.Message, failure.NextSyncAt);
        var outcome = await StoreRetry.ExecuteAsync(token => results.StoreAsync(claim, failure, token), ct);
        if (outcome is StoreOutcome.Stored)
            return Failed(claim, runId, cause.Kind, cause.Code);

        LogSuperseded(claim.Fence);
        return null;
    }

    private void Log(Deferral deferral)
    {
        if (deferral.ReasonEndsAt is { } endsAt)
            LogDeferred(deferral.Reason, endsAt, deferral.Until);
        else
            LogDeferred(deferral.Reason, deferral.Until);
    }

    /// <summary>Never before the start, though the clock may be set back in between.</summary>
    private DateTimeOffset EndOf(Claim claim)
    {
        var now = clock.GetUtcNow();
        return now > claim.StartedAt ? now : claim.StartedAt;
    }

    private static ConnectionSyncFailed Failed(Claim claim, Guid runId, string kind, string? code) =>
        new(claim.ConnectionId, claim.UserId, claim.Exchange, claim.Request, runId, kind, code);

    [LoggerMessage(LogLevel.Information, "Dropped request {Request}: {Reason}")]
    private partial void LogDropped(long request, ClaimRefusal? reason);

    [LoggerMessage(LogLevel.Information, "Deferred for {Reason}: the sweep may request it again after {Until}")]
    private partial void LogDeferred(DeferralReason reason, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information,
        "Deferred for {Reason} until {ReasonEndsAt}: the sweep may request it again after {Until}")]
    private partial void LogDeferred(DeferralReason reason, DateTimeOffset reasonEndsAt, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information,
        "Synced {Assets} assets, skipped {Dust} as dust, {Unpriced} unpriced, {Changes} changed")]
    private partial void LogSynced(int assets, int dust, int unpriced, int changes);

    [LoggerMessage(LogLevel.Warning, "The sync failed: {Kind}, code {Code}: {Detail} Next try: {NextSyncAt}")]
    private partial void LogFailed(string kind, string? code, string detail, DateTimeOffset? nextSyncAt);

    [LoggerMessage(LogLevel.Warning, "Removed the connection: its account is connected already")]
    private partial void LogDuplicateAccount();

    [LoggerMessage(LogLevel.Error, "The sync failed because of a fault in this program")]
    private partial void LogFault(Exception fault);

    [LoggerMessage(LogLevel.Warning, "The health of {Place} could not be stored; the result of this sync is")]
    private partial void LogNotReported(Exception fault, string place);

    [LoggerMessage(LogLevel.Information, "The reading came too late for fence {Fence} and was not stored")]
    private partial void LogSuperseded(long fence);
}
