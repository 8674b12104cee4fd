using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Database;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// The part of a sync after its claim (<see cref="ConnectionSync"/>): reads the account, stores the result, reports the
/// exchange's health and publishes the outcome.
/// </summary>
internal sealed partial class ClaimedSync(
    SyncAdmission syncAdmission,
    SyncSets sets,
    ClaimStore claims,
    ClaimReader reader,
    ResultStore results,
    EgressAddress egress,
    IPublishEndpoint bus,
    ChangePublisher changes,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<ClaimedSync> logger)
{
    /// <summary>A confirmation that was lost with a node of the broker would keep the message for ever.</summary>
    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(30);

    private readonly SyncOptions options = options.Value;

    public async Task RunAsync(
        IExchange exchange, Admission admission, Claim claim, bool scheduled, CancellationToken ct)
    {
        var runId = Guid.CreateVersion7(claim.AttemptedAt);
        using var ids = logger.BeginScope(new Dictionary<string, object> { ["RunId"] = runId });
        if (!scheduled)
            changes.Changed(claim.UserId);

        // Published after everything is stored, and separately: a failed message must not turn a success into a
        // failure. No caller waits for a sync of the schedule.
        var outcome = await TryAsync(exchange, admission, claim, scheduled, runId, ct);
        changes.Changed(claim.UserId);
        if (outcome is null || scheduled)
            return;

        FatalStep.Pass(FatalStep.BeforePublish);
        await bus.Publish(outcome, ct).WaitAsync(TakenWithin, clock, ct);
    }

    /// <summary>
    /// If the database fails for longer than it is waited for, the claim is given back. The wait before the next try
    /// keeps a sync that always fails so from reading its account all the time.
    /// </summary>
    private async Task<object?> TryAsync(
        IExchange exchange, Admission admission, Claim claim, bool scheduled, Guid runId, CancellationToken ct)
    {
        try
        {
            return await RunAsync(exchange, admission, claim, scheduled, runId, ct);
        }
        catch (Exception fault) when (TransientFailures.Is(fault, ct))
        {
            var until = clock.GetUtcNow() + options.RetryAfter;
            LogReleased(fault, until);
            await ReleaseAsync(claim, until, ct);
            return null;
        }
    }

    /// <param name="fullReading">The next sync has to read the expensive wallets.</param>
    private async Task ReleaseAsync(
        Claim claim, DateTimeOffset until, CancellationToken ct, bool fullReading = false) =>
        await DatabaseRetry.ExecuteAsync(token => claims.ReleaseAsync(claim, until, fullReading, token), ct);

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
            await ReleaseAsync(claim, deferral.Until, ct, fullReading: unsent is FullReadingDeferredException);
            deferral.LogTo(logger);
            return null;
        }
        catch (ExchangeException failure)
        {
            var outcome = await FailAsync(claim, runId, failure, ct);
            await ReportAsync(exchange, failure.Region ?? claim.Region, admission, failure, ct);
            return outcome;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !TransientFailures.Is(fault, ct))
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
        FatalStep.Pass(FatalStep.Read);
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
        FatalStep.Pass(FatalStep.BeforeStore);
        var outcome = await sets.StoreAsync(claim, result, scheduled, ct);
        FatalStep.Pass(FatalStep.Stored);
        switch (outcome)
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
        var outcome = await DatabaseRetry.ExecuteAsync(token => results.StoreAsync(claim, failure, token), ct);
        if (outcome is StoreOutcome.Stored)
            return Failed(claim, runId, cause.Kind, cause.Code);

        LogSuperseded(claim.Fence);
        return null;
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
        "Synced {Assets} assets, skipped {Dust} as dust, {Unpriced} unpriced, {Changes} changed")]
    private partial void LogSynced(int assets, int dust, int unpriced, int changes);

    [LoggerMessage(LogLevel.Warning,
        "The database failed during the sync: its claim is given back, and the sweep may repeat it after {Until}")]
    private partial void LogReleased(Exception fault, DateTimeOffset until);

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
