using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>Why a sync went back to the schedule instead of being run to its end. Its name is in the log.</summary>
internal enum DeferralReason
{
    /// <summary>The exchange's limits, or the schedule's share of them, have no capacity left for it.</summary>
    BudgetExhausted,

    /// <summary>The exchange accepts no requests before a time that it named.</summary>
    ExchangePaused,

    /// <summary>The exchange counts as down, and the next probe is not due yet.</summary>
    ExchangeDown,

    /// <summary>The exchange counts as down, and the sync of another worker took the probe that was due.</summary>
    ProbeTaken,
}

/// <summary>A deferred sync: no run is recorded, and the sweep requests it again.</summary>
/// <param name="Until">When the sweep may request it again.</param>
/// <param name="ReasonEndsAt">When the pause ends or the next probe is due; null for the other reasons.</param>
internal sealed record Deferral(DeferralReason Reason, DateTimeOffset Until, DateTimeOffset? ReasonEndsAt = null)
{
    /// <summary>Of a sync that had begun, when one of its requests could not be sent.</summary>
    public static Deferral Of(NotSentException unsent) => unsent is PausedException
        ? new Deferral(DeferralReason.ExchangePaused, unsent.Until, unsent.Until)
        : new Deferral(DeferralReason.BudgetExhausted, unsent.Until);
}

/// <summary>The log line of a deferred sync, in the category of its caller.</summary>
internal static partial class DeferralLog
{
    public static void LogTo(this Deferral deferral, ILogger logger)
    {
        if (deferral.ReasonEndsAt is { } endsAt)
            LogDeferred(logger, deferral.Reason, endsAt, deferral.Until);
        else
            LogDeferred(logger, deferral.Reason, deferral.Until);
    }

    [LoggerMessage(LogLevel.Information, "Deferred for {Reason}: the sweep may request it again after {Until}")]
    private static partial void LogDeferred(ILogger logger, DeferralReason reason, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information,
        "Deferred for {Reason} until {ReasonEndsAt}: the sweep may request it again after {Until}")]
    private static partial void LogDeferred(
        ILogger logger, DeferralReason reason, DateTimeOffset reasonEndsAt, DateTimeOffset until);
}
