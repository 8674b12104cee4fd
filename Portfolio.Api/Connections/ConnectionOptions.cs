using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Connections;

/// <summary>Section <c>Sync</c>, as far as the API needs it.</summary>
internal sealed class ConnectionOptions
{
    public const string Section = "Sync";

    /// <summary>How long after a manual resync the next one of the same connection is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ResyncThrottle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the first answer to an ask of a person's is waited for before the worker's sweep asks again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AskedByPersonFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// No connection waits longer than this for its next sync, whatever its interval; null: its interval counts.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? IntervalAtMost { get; init; }

    /// <summary>How long a key that is being tried may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ValidationTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

[OptionsValidator]
internal sealed partial class ConnectionOptionsValidator : IValidateOptions<ConnectionOptions>;
