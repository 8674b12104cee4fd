using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Limits;

/// <summary>
/// Section <c>Limits</c>: how much one user may do. Requests beyond a limit are answered 429 with <c>Retry-After</c>.
/// </summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Keys that a user may try at once, before connecting them or in the place of another one.</summary>
    [Range(1, 1_000_000)]
    public int KeyChecks { get; init; } = 60;

    /// <summary>The tries that come back each minute.</summary>
    [Range(1, 1_000_000)]
    public int KeyChecksPerMinute { get; init; } = 20;

    /// <summary>New connections at once.</summary>
    [Range(1, 1_000_000)]
    public int Connects { get; init; } = 5_000;

    [Range(1, 1_000_000)]
    public int ConnectsPerMinute { get; init; } = 60;

    /// <summary>Resyncs at once; those of one connection are limited by <c>Sync:ResyncThrottle</c>, too.</summary>
    [Range(1, 1_000_000)]
    public int Resyncs { get; init; } = 300;

    [Range(1, 1_000_000)]
    public int ResyncsPerMinute { get; init; } = 60;

    /// <summary>Connections that a user may have.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; init; } = 5_000;

    /// <summary>Portfolios that a user may have.</summary>
    [Range(1, 1_000_000)]
    public int Portfolios { get; init; } = 500;

    /// <summary>Tokens for programs that a user may have, expired ones too.</summary>
    [Range(1, 1_000_000)]
    public int Tokens { get; init; } = 50;
}

[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
