using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Simulator;

/// <summary>The section <c>Simulator</c>. Everything has a default that just works.</summary>
internal sealed class SimulatorOptions
{
    public const string Section = "Simulator";
    public const string DefaultUrl = "http://127.0.0.1:8090";

    /// <summary>Moves demo accounts' balances now and then, so that a demonstration shows changes.</summary>
    public bool LiveDemo { get; init; }

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LiveDemoPeriod { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How many of the newest requests <c>GET /_simulator/requests</c> remembers.</summary>
    [Range(1, 1_000_000)]
    public int RequestLogSize { get; init; } = 10_000;
}

[OptionsValidator]
internal sealed partial class SimulatorOptionsValidator : IValidateOptions<SimulatorOptions>;
