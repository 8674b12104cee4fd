using Portfolio.Storage.Runs;

namespace Portfolio.Storage.Connections;

/// <summary>The one place where a connection's status is derived from the stored facts. First match wins.</summary>
public static class ConnectionStatus
{
    public const string Paused = "paused";
    public const string ActionRequired = "action_required";
    public const string Syncing = "syncing";
    public const string Retrying = "retrying";
    public const string Partial = "partial";
    public const string Synced = "synced";
    public const string Pending = "pending";

    /// <summary>How long a contradicted reading is read again before a person is asked to confirm it.</summary>
    private static readonly TimeSpan ContradictedAtMost = TimeSpan.FromDays(1);

    public static string Of(ConnectionRow connection, DateTimeOffset now) => connection switch
    {
        { Paused: true } => Paused,
        { LastOutcome: RunOutcomes.Refused } => ActionRequired,
        { LeaseUntil: { } until } when until > now => Syncing,
        { LastOutcome: RunOutcomes.Failed } => Retrying,
        { ContradictedSince: { } since, ReadingConfirmedAt: null } when since <= now - ContradictedAtMost =>
            ActionRequired,
        { LastOutcome: RunOutcomes.Partial } => Partial,
        { LastOutcome: RunOutcomes.Succeeded } => Synced,
        _ => Pending,
    };
}
