using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Syncs;

/// <summary>Section <c>Sync</c>: how syncs are judged and timed.</summary>
internal sealed class SyncOptions : IValidatableObject
{
    public const string Section = "Sync";

    /// <summary>An asset worth less than this, in USD over all wallets, is not taken into the portfolio.</summary>
    [Range(0, 1_000_000)]
    public decimal DustEntersAtUsd { get; init; } = 1.00m;

    /// <summary>One that is in the portfolio leaves it below this, in USD, so that nothing flickers at the threshold.</summary>
    [Range(0, 1_000_000)]
    public decimal DustLeavesBelowUsd { get; init; } = 0.80m;

    /// <summary>How long a worker may hold a connection. After it another may take over.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long an answer is waited for before the sweep asks again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AskedFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the sweep looks for due connections.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections of one exchange that one sweep asks for.</summary>
    [Range(1, 10_000)]
    public int SweepLimit { get; init; } = 500;

    /// <summary>The wait after a first failed run; doubled by each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait between failed runs.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryAtMost { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a refusal that exchanges are known to take back the one run that confirms it takes place.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ConfirmAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Syncs of one queue that one worker runs at the same time.</summary>
    [Range(1, 500)]
    public int Concurrency { get; init; } = 16;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DustLeavesBelowUsd > DustEntersAtUsd)
            yield return new("Sync:DustLeavesBelowUsd must not be above Sync:DustEntersAtUsd.");
        if (RetryAfter > RetryAtMost)
            yield return new("Sync:RetryAfter must not be longer than Sync:RetryAtMost.");
    }
}

[OptionsValidator]
internal sealed partial class SyncOptionsValidator : IValidateOptions<SyncOptions>;
