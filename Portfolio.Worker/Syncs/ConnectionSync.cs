using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly;
using Polly.Retry;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// One sync, from the message to the stored result.
/// <list type="number">
/// <item>The sync is admitted: the exchange wants no pause and the budget has capacity for it. If not, it goes back to
/// the schedule, with the reason in the log, and nothing of it is recorded.</item>
/// <item>The claim takes the row if the message's number is the outstanding one. If not, the message is dropped, with
/// the reason in the log: whatever made it stale left a row that the sweep understands.</item>
/// <item>The key is opened, and key, account and prices are read. No transaction is open meanwhile.</item>
/// <item>A failure of the exchange ends the run: it is stored with its kind and the time of the next try, and the message
/// is done. Nothing that was stored of the account changes.</item>
/// <item>A reading is held against the totals that the exchange reports. A wallet that they contradict is read once more,
/// and counts as not read if they still do.</item>
/// <item>The rest is compared with what is stored, and only what changed is written, if the fence still holds.</item>
/// <item>The health of the exchange is reported to all workers.</item>
/// <item>The outcome is published, for the callers that wait for it.</item>
/// </list>
/// A crash anywhere leaves the row due, with a lease and a request that expire; the sweep then requests it again. Only
/// our own infrastructure's faults leave this method as exceptions, for the endpoint's retries.
/// </summary>
internal sealed partial class ConnectionSync(
    SyncAdmission syncAdmission,
    ClaimStore claims,
    ResultStore results,
    IEnumerable<IExchange> exchanges,
    EgressAddress egress,
    IPublishEndpoint bus,
    StatusPublisher statusPublisher,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<ConnectionSync> logger)
{
    /// <summary>Kept free at the end of the lease, for storing what was read.</summary>
    private static readonly TimeSpan TimeToStore = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A result is worth more than a second try at reading it, and storing it twice is harmless. The endpoint's own
    /// retries would meet the lease of this very run.
    /// </summary>
    private static readonly ResiliencePipeline StoreRetry = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(fault => fault.IsTransient),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(500),
        })
        .Build();

    private readonly SyncOptions options = options.Value;

    public async Task RunAsync(SyncRequest request, CancellationToken ct)
    {
        var exchange = exchanges.Single(known => known.Name == request.Exchange);
        await using var admission = await syncAdmission.AdmitAsync(exchange, request.Region, request.Scheduled, ct);
        if (admission.Deferral is { } deferral)
        {
            await claims.DeferAsync(request.UserId, request.ConnectionId, request.Request, deferral.Until, ct);
            Log(deferral, request.ConnectionId, request.UserId, request.Exchange);
            return;
        }

        var now = clock.GetUtcNow();
        var claimed = await claims.ClaimAsync(
            request.UserId, request.ConnectionId, request.Request, now, now + options.Lease, ct);
        if (claimed.Claim is not { } claim)
        {
            LogDropped(request.ConnectionId, request.UserId, request.Exchange, request.Request, claimed.Refusal);
            return;
        }

        await statusPublisher.PublishAsync(claim, ConnectionStatus.Syncing);

        // Published after all is stored and outside its reach: a message that fails must not turn a success into a failure.
        if (await RunAsync(exchange, admission, claim, request.Scheduled, Guid.CreateVersion7(now), ct) is { } outcome)
            await bus.Publish(outcome, ct);
    }

    /// <summary>The event to publish; null when there is no outcome, or it came too late to count.</summary>
    private async Task<object?> RunAsync(
        IExchange exchange, Admission admission, Claim claim, bool scheduled, Guid runId, CancellationToken ct)
    {
        try
        {
            var (snapshot, verdict) = await ReadAsync(exchange, admission, claim, ct);
            var outcome = await StoreAsync(claim, runId, snapshot, verdict, ct);
            await ReportAsync(exchange, snapshot.Region, admission, failure: null, ct);
            return outcome;
        }
        catch (NotSentException unsent) when (scheduled || unsent is BudgetSpentException)
        {
            var deferral = Deferral.Of(unsent);
            await claims.ReleaseAsync(claim, deferral.Until, ct);
            Log(deferral, claim.ConnectionId, claim.UserId, claim.Exchange);
            return null;
        }
        catch (ExchangeException failure)
        {
            var outcome = await FailAsync(claim, runId, failure, ct);
            await ReportAsync(exchange, failure.Region ?? claim.Region, admission, failure, ct);
            return outcome;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or NpgsqlException { IsTransient: true }))
        {
            // Of our own making. Unless it is stored as a failed run, with its backoff, the sweep would ask for ever.
            LogFault(fault, claim.ConnectionId, claim.UserId, claim.Exchange);
            return await FailAsync(claim, runId, new ExchangeException(ErrorKinds.Internal, null, "A fault of ours."), ct);
        }
    }

    /// <summary>Only after the result is stored: the result counts even if the exchange's health cannot be.</summary>
    private async Task ReportAsync(
        IExchange exchange, string? region, Admission admission, ExchangeException? failure, CancellationToken ct)
    {
        try
        {
            await syncAdmission.ReportAsync(exchange, region, admission, failure, ct);
        }
        catch (NpgsqlException fault)
        {
            LogNotReported(fault, exchange.PlaceOf(region));
        }
    }

    private async Task<(AccountSnapshot Snapshot, Verdict Verdict)> ReadAsync(
        IExchange exchange, Admission admission, Claim claim, CancellationToken ct)
    {
        using var lease = new CancellationTokenSource(options.Lease - TimeToStore, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Token);
        try
        {
            var key = new ExchangeKey(claim.Unseal(), claim.Region, admission.Reservation);
            var snapshot = await AccountReader.ReadAsync(exchange, key, either.Token);
            if (claim.AccountId is null && snapshot.Account is { AccountId: null, Missed: { } missed })
                throw missed;
            if (claim.AccountId is { } pinned && snapshot.Account.AccountId is { } read && read != pinned)
                throw new ExchangeException(ErrorKinds.AccountMismatch, null, "The key belongs to another account.");
            return await Settlement.ReadAsync(
                exchange, key, snapshot, claim.Balances, Baselines.Read(claim.Evidence.ReportedGaps), either.Token);
        }
        catch (UnsealException unreadable)
        {
            throw new ExchangeException(ErrorKinds.Internal, null, unreadable.Message, inner: unreadable);
        }
        catch (OperationCanceledException late) when (lease.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "The account was not read before the lease ended.", inner: late);
        }
    }

    private async Task<object?> StoreAsync(
        Claim claim, Guid runId, AccountSnapshot snapshot, Verdict verdict, CancellationToken ct)
    {
        var now = EndOf(claim);
        var judgement = Judgement.Of(claim, snapshot, verdict, options, now);
        var result = RunResult.Of(claim, runId, snapshot, judgement, options, now);
        switch (await StoreRetry.ExecuteAsync(async token => await results.StoreAsync(claim, result, token), ct))
        {
            case StoreOutcome.Stored:
                LogSynced(
                    claim.ConnectionId, claim.UserId, claim.Exchange, result.AssetsSynced, result.DustSkipped,
                    result.Unpriced, result.Changes.Count);
                await statusPublisher.PublishAsync(claim, result.Partial ? ConnectionStatus.Partial : ConnectionStatus.Synced);
                return new ConnectionSynced(
                    claim.ConnectionId, claim.UserId, claim.Exchange, claim.Request, runId,
                    result.Partial ? "partial" : "succeeded");
            case StoreOutcome.DuplicateAccount:
                LogDuplicateAccount(claim.ConnectionId, claim.UserId, claim.Exchange);
                await statusPublisher.PublishAsync(claim, ConnectionStatusChanged.Removed);
                return Failed(claim, runId, ErrorKinds.DuplicateAccount, null);
            default:
                LogSuperseded(claim.ConnectionId, claim.UserId, claim.Exchange, claim.Fence);
                return null;
        }
    }

    private async Task<object?> FailAsync(Claim claim, Guid runId, ExchangeException cause, CancellationToken ct)
    {
        var detail = cause.Detail ?? await egress.ForAsync(claim.Exchange, cause, ct);
        var failure = RunFailure.Of(claim, runId, cause, detail, options, EndOf(claim));
        LogFailed(
            claim.ConnectionId, claim.UserId, claim.Exchange, cause.Kind, cause.Code, cause.Message,
            failure.NextSyncAt);
        var outcome = await StoreRetry.ExecuteAsync(async token => await results.StoreAsync(claim, failure, token), ct);
        if (outcome is StoreOutcome.Stored)
        {
            await statusPublisher.PublishAsync(
                claim, failure.NextSyncAt is null ? ConnectionStatus.ActionRequired : ConnectionStatus.Retrying);
            return Failed(claim, runId, cause.Kind, cause.Code);
        }

        LogSuperseded(claim.ConnectionId, claim.UserId, claim.Exchange, claim.Fence);
        return null;
    }

    private void Log(Deferral deferral, Guid connectionId, Guid userId, string exchange)
    {
        if (deferral.ReasonEndsAt is { } endsAt)
            LogDeferred(connectionId, userId, exchange, deferral.Reason, endsAt, deferral.Until);
        else
            LogDeferred(connectionId, userId, exchange, deferral.Reason, deferral.Until);
    }

    /// <summary>Never before the start, though the clock may be set back in between.</summary>
    private DateTimeOffset EndOf(Claim claim)
    {
        var now = clock.GetUtcNow();
        return now > claim.StartedAt ? now : claim.StartedAt;
    }

    private static ConnectionSyncFailed Failed(Claim claim, Guid runId, string kind, string? code) =>
        new(claim.ConnectionId, claim.UserId, claim.Exchange, claim.Request, runId, kind, code);

    [LoggerMessage(LogLevel.Information,
        "Dropped request {Request} for connection {ConnectionId} of user {UserId} at {Exchange}: {Reason}")]
    private partial void LogDropped(Guid connectionId, Guid userId, string exchange, long request, ClaimRefusal? reason);

    [LoggerMessage(LogLevel.Information,
        "Deferred for {Reason}: connection {ConnectionId} of user {UserId} at {Exchange} is requested again "
        + "after {Until}")]
    private partial void LogDeferred(
        Guid connectionId, Guid userId, string exchange, DeferralReason reason, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information,
        "Deferred for {Reason} until {ReasonEndsAt}: connection {ConnectionId} of user {UserId} at {Exchange} is "
        + "requested again after {Until}")]
    private partial void LogDeferred(
        Guid connectionId, Guid userId, string exchange, DeferralReason reason, DateTimeOffset reasonEndsAt,
        DateTimeOffset until);

    [LoggerMessage(LogLevel.Information,
        "Synced connection {ConnectionId} of user {UserId} at {Exchange}: {Assets} assets, {Dust} left out as dust, "
        + "{Unpriced} unpriced, {Changes} changed")]
    private partial void LogSynced(
        Guid connectionId, Guid userId, string exchange, int assets, int dust, int unpriced, int changes);

    [LoggerMessage(LogLevel.Warning,
        "Sync of connection {ConnectionId} of user {UserId} failed at {Exchange}: {Kind}, code {Code}: {Detail} "
        + "Next try: {NextSyncAt}")]
    private partial void LogFailed(
        Guid connectionId, Guid userId, string exchange, string kind, string? code, string detail, DateTimeOffset? nextSyncAt);

    [LoggerMessage(LogLevel.Warning,
        "Removed connection {ConnectionId} of user {UserId}: its account at {Exchange} is connected already")]
    private partial void LogDuplicateAccount(Guid connectionId, Guid userId, string exchange);

    [LoggerMessage(LogLevel.Error, "The sync of connection {ConnectionId} of user {UserId} at {Exchange} broke")]
    private partial void LogFault(Exception fault, Guid connectionId, Guid userId, string exchange);

    [LoggerMessage(LogLevel.Warning, "The health of {Exchange} could not be stored; the result of this sync is")]
    private partial void LogNotReported(Exception fault, string exchange);

    [LoggerMessage(LogLevel.Information,
        "The reading of connection {ConnectionId} of user {UserId} at {Exchange} came too late for fence {Fence} "
        + "and was not stored")]
    private partial void LogSuperseded(Guid connectionId, Guid userId, string exchange, long fence);
}
