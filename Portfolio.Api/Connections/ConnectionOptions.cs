using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Connections;

/// <summary>Section <c>Sync</c>, as far as the API needs it.</summary>
internal sealed class ConnectionOptions
{
    public const string Section = "Sync";

    /// <summary>The time after a manual resync during which another one of the same connection is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ResyncThrottle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the answer to a person's request may take before the worker's sweep repeats the request.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PersonRequestExpiresAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// No connection waits longer than this for its next sync, even with a longer interval; null: its interval counts.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? IntervalAtMost { get; init; }

    /// <summary>How long the validation of a key may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ValidationTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

[OptionsValidator]
internal sealed partial class ConnectionOptionsValidator : IValidateOptions<ConnectionOptions>;
