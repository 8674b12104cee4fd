using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>The stored failure of a run that read no account, with the time of the next try.</summary>
internal static class RunFailure
{
    /// <param name="detail">The word that the sentence about the failure names; null: none, or it is not known.</param>
    public static SyncFailure Of(
        Claim claim, Guid runId, ExchangeException cause, string? detail, SyncOptions options, DateTimeOffset now) =>
        new()
        {
            RunId = runId,
            FinishedAt = now,
            ErrorKind = cause.Kind,
            ErrorCode = cause.Code,
            ErrorDetail = detail,
            RetryAt = cause.RetryAt,
            NextSyncAt = NextTry(claim, cause, options, now),
            Permissions = (cause as KeyScopeException)?.Key.Granted,
            DestroySecret = cause.Kind is ErrorKinds.ExcessPermissions,
        };

    /// <summary>Null: only a person can fix the cause.</summary>
    private static DateTimeOffset? NextTry(
        Claim claim, ExchangeException cause, SyncOptions options, DateTimeOffset now) =>
        (ErrorKinds.IsRefusal(cause.Kind), NeedsConfirming(claim, cause)) switch
        {
            (false, _) => NextSync.AfterFailure(
                now, claim.Failures, cause.RetryAt, options, Random.Shared.NextDouble()),
            (true, true) => now + options.ConfirmAfter,
            (true, false) => null,
        };

    /// <summary>
    /// Exchanges retract some refusals. A connection that has worked before is read once more before such a refusal
    /// counts; at connect and with new keys the first one does.
    /// </summary>
    private static bool NeedsConfirming(Claim claim, ExchangeException cause) =>
        cause.MayBeTransient
        && claim.LastSyncedAt is not null
        && claim.Trigger is SyncTriggers.Manual or SyncTriggers.Scheduled
        && !(claim.LastOutcome is RunOutcomes.Failed or RunOutcomes.Refused && claim.ErrorKind == cause.Kind);
}
