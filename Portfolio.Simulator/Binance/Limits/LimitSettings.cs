using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Simulator.Binance.Limits;

/// <summary>The section <c>Simulator:Binance</c>, and the body of <c>/_simulator/limits</c>.</summary>
internal sealed record LimitSettings
{
    public const string Section = "Simulator:Binance";

    /// <summary>One budget per address for everything under /api.</summary>
    [Range(1, int.MaxValue)]
    public int ApiWeightPerMinute { get; init; } = 6000;

    /// <summary>A budget per address for each endpoint under /sapi.</summary>
    [Range(1, int.MaxValue)]
    public int SapiWeightPerMinute { get; init; } = 12_000;

    /// <summary>Requests under /api per address, whatever they weigh.</summary>
    [Range(1, int.MaxValue)]
    public int RawRequestsPerFiveMinutes { get; init; } = 300_000;

    /// <summary>The number of 429 answers within one minute before the address is banned.</summary>
    [Range(1, int.MaxValue)]
    public int RefusalsBeforeBan { get; init; } = 10;

    /// <summary>The first ban; each further one is twice as long, up to three days.</summary>
    [Range(1, 259_200)]
    public int BanSeconds { get; init; } = 120;
}

[OptionsValidator]
internal sealed partial class LimitSettingsValidator : IValidateOptions<LimitSettings>;
