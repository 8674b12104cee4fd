using Microsoft.Extensions.Options;

namespace Portfolio.Simulator.Kraken.Limits;

/// <summary>The section <c>Simulator:Kraken</c>, and the body of <c>/_simulator/kraken/limits</c>.</summary>
internal sealed record KrakenLimitSettings
{
    public const string Section = "Simulator:Kraken";

    /// <summary>Kraken's table of the counter of a key.</summary>
    private static readonly Dictionary<string, CounterRule> Tiers = new()
    {
        ["starter"] = new(15, 0.33),
        ["intermediate"] = new(20, 0.5),
        ["pro"] = new(20, 1),
    };

    /// <summary>Of every account that has no other tier of its own.</summary>
    public string Tier { get; init; } = "starter";

    /// <summary>Another limit than that of the tier, for every account.</summary>
    public int? CounterMax { get; init; }

    public double? CounterDecayPerSecond { get; init; }

    /// <summary>Bad keys, signatures and nonces within the window.</summary>
    public int FailuresBeforeLockout { get; init; } = 10;

    public int FailureWindowSeconds { get; init; } = 60;

    public int LockoutSeconds { get; init; } = 900;

    /// <summary>Refusals count for the caller's address too, and the lockout is one of the address.</summary>
    public bool LockoutByAddress { get; init; }

    /// <summary>Public calls of an address at once; 0: without limit.</summary>
    public int PublicBurst { get; init; }

    public double PublicPerSecond { get; init; } = 1;

    public static bool IsTier(string name) => Tiers.ContainsKey(name);

    /// <param name="tier">That of the account; null: the one of the settings.</param>
    public CounterRule RuleFor(string? tier)
    {
        var rule = Tiers[tier ?? Tier];
        return new(CounterMax ?? rule.Max, CounterDecayPerSecond ?? rule.DecayPerSecond);
    }

    /// <summary>The error in the settings, as a sentence; null without one.</summary>
    public string? Mistake() =>
        !IsTier(Tier) ? $"tier is one of {string.Join(", ", Tiers.Keys)}."
        : CounterMax < 0 || CounterDecayPerSecond < 0 ? "counterMax and counterDecayPerSecond must be 0 or more."
        : FailuresBeforeLockout < 1 ? "failuresBeforeLockout must be 1 or more."
        : FailureWindowSeconds < 1 || LockoutSeconds < 1 ? "failureWindowSeconds and lockoutSeconds must be 1 or more."
        : PublicBurst < 0 || PublicPerSecond < 0 ? "publicBurst and publicPerSecond must be 0 or more."
        : null;
}

internal sealed class KrakenLimitSettingsValidator : IValidateOptions<KrakenLimitSettings>
{
    public ValidateOptionsResult Validate(string? name, KrakenLimitSettings options) =>
        options.Mistake() is { } mistake
            ? ValidateOptionsResult.Fail($"{KrakenLimitSettings.Section}: {mistake}")
            : ValidateOptionsResult.Success;
}
