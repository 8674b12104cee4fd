using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Syncs;

/// <summary>Section <c>Sync</c>: how syncs are judged and timed.</summary>
internal sealed class SyncOptions : IValidatableObject
{
    public const string Section = "Sync";

    private static readonly TimeSpan ShortestOverdue = TimeSpan.FromSeconds(30);

    /// <summary>An asset worth less than this, in USD over all wallets, is not taken into the portfolio.</summary>
    [Range(0, 1_000_000)]
    public decimal DustEntersAtUsd { get; init; } = 1.00m;

    /// <summary>
    /// An asset in the portfolio leaves it below this, in USD, so that assets do not flicker at the threshold.
    /// </summary>
    [Range(0, 1_000_000)]
    public decimal DustLeavesBelowUsd { get; init; } = 0.80m;

    /// <summary>How long a worker may hold a connection. After it another may take over.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the sweep waits for the result of a request before it repeats the request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RequestExpiresAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the sweep looks for due connections.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so long without a sweep of any worker something keeps the scheduler from it: this worker sweeps itself.
    /// </summary>
    public TimeSpan SweepOverdueAfter => SweepEvery * 6 > ShortestOverdue ? SweepEvery * 6 : ShortestOverdue;

    /// <summary>After so long that did not help either, and the worker is not ready.</summary>
    public TimeSpan SweepMissingAfter => SweepOverdueAfter + TimeSpan.FromSeconds(30);

    /// <summary>Connections of one exchange that one sweep requests.</summary>
    [Range(1, 10_000)]
    public int SweepLimit { get; init; } = 2_500;

    /// <summary>The wait after a first failed run; doubled by each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait between failed runs.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryAtMost { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after a refusal that exchanges are known to retract the run that confirms it takes place.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ConfirmAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long each wallet of a preview may take; in a sync, as long as the exchange's calls may.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PreviewWalletTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Syncs of one queue that one worker runs at the same time; of the schedule more, while the exchange takes longer
    /// to answer (<see cref="ScheduleGate"/>).
    /// </summary>
    [Range(1, 500)]
    public int Concurrency { get; init; } = 16;

    /// <summary>The part of an exchange's limits that scheduled syncs may use.</summary>
    [Range(0.05, 1)]
    public decimal ScheduledShare { get; init; } = 0.8m;

    /// <summary>Failed runs in a row, over all connections, after which an exchange counts as down.</summary>
    [Range(1, 1_000)]
    public int DownAfter { get; init; } = 5;

    /// <summary>How long after that one scheduled run tries it again; doubled by each that fails.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait between two such tries.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ProbeAtMost { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// No connection waits longer than this for its next sync, whatever its interval; null: its interval counts.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? IntervalAtMost { get; init; }

    /// <summary>
    /// For how long a scheduled sync may skip the wallets that take much of an exchange's limits, while cheaper answers
    /// show no change of them; zero: it reads them every time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan FullReadingEvery { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long runs are kept; the newest of a connection always is.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepRunsFor { get; init; } = TimeSpan.FromDays(90);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DustLeavesBelowUsd > DustEntersAtUsd)
            yield return new("Sync:DustLeavesBelowUsd must not be above Sync:DustEntersAtUsd.");
        if (RetryAfter > RetryAtMost)
            yield return new("Sync:RetryAfter must not be longer than Sync:RetryAtMost.");
        if (ProbeAfter > ProbeAtMost)
            yield return new("Sync:ProbeAfter must not be longer than Sync:ProbeAtMost.");
    }
}

[OptionsValidator]
internal sealed partial class SyncOptionsValidator : IValidateOptions<SyncOptions>;
