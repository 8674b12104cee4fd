using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>What a run that read nothing has to store, and when the connection is tried again.</summary>
internal static class RunFailure
{
    /// <param name="detail">What the sentence about the failure has to name; null: nothing, or it is not known.</param>
    public static SyncFailure Of(
        Claim claim, Guid runId, ExchangeException trouble, string? detail, SyncOptions options, DateTimeOffset now) =>
        new()
        {
            RunId = runId,
            FinishedAt = now,
            ErrorKind = trouble.Kind,
            ErrorCode = trouble.Code,
            ErrorDetail = detail,
            RetryAt = trouble.RetryAt,
            NextSyncAt = NextTry(claim, trouble, options, now),
            Permissions = (trouble as KeyScopeException)?.Key.Granted,
            DestroySecret = trouble.Kind is ErrorKinds.ExcessPermissions,
        };

    /// <summary>Null: only a person can change it.</summary>
    private static DateTimeOffset? NextTry(Claim claim, ExchangeException trouble, SyncOptions options, DateTimeOffset now) =>
        (ErrorKinds.IsRefusal(trouble.Kind), IsFirstHearing(claim, trouble)) switch
        {
            (false, _) => NextSync.AfterFailure(now, claim.Failures, trouble.RetryAt, options, Random.Shared.NextDouble()),
            (true, true) => now + options.ConfirmAfter,
            (true, false) => null,
        };

    /// <summary>
    /// Exchanges take some refusals back. A connection that has worked before is asked once more before such a refusal
    /// is believed; at connect and with new keys the first answer counts.
    /// </summary>
    private static bool IsFirstHearing(Claim claim, ExchangeException trouble) =>
        trouble.MayBeTransient
        && claim.LastSyncedAt is not null
        && claim.Trigger is SyncTriggers.Manual or SyncTriggers.Scheduled
        && !(claim.LastOutcome is "failed" or "refused" && claim.ErrorKind == trouble.Kind);
}
