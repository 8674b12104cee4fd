using Microsoft.Extensions.Options;

namespace Portfolio.Simulator.Okx.Limits;

/// <summary>The section <c>Simulator:Okx</c>, and the body of <c>/_simulator/okx/limits</c>.</summary>
internal sealed record OkxLimitSettings
{
    public const string Section = "Simulator:Okx";

    /// <summary>A factor on OKX's own limits, for load tests.</summary>
    public int LimitFactor { get; init; } = 1;

    /// <summary>Other limits than OKX's for single endpoints, by the path after <c>/api/v5/</c>.</summary>
    public Dictionary<string, int> Limits { get; init; } = [];

    /// <summary>In the endpoint's period.</summary>
    public long RequestsFor(string endpoint) =>
        Limits.TryGetValue(endpoint, out var own) ? own : (long)LimitTable.Rules[endpoint].Requests * LimitFactor;

    /// <summary>The error in the settings, as a sentence; null without one.</summary>
    public string? Mistake()
    {
        if (LimitFactor < 1)
            return "limitFactor must be 1 or more.";

        foreach (var (endpoint, requests) in Limits)
        {
            if (!LimitTable.Rules.ContainsKey(endpoint))
                return $"There is no limit of \"{endpoint}\", only of {string.Join(", ", LimitTable.Rules.Keys)}.";
            if (requests < 0)
                return $"The limit of {endpoint} must be 0 or more.";
        }

        return null;
    }
}

internal sealed class OkxLimitSettingsValidator : IValidateOptions<OkxLimitSettings>
{
    public ValidateOptionsResult Validate(string? name, OkxLimitSettings options) =>
        options.Mistake() is { } mistake
            ? ValidateOptionsResult.Fail($"{OkxLimitSettings.Section}: {mistake}")
            : ValidateOptionsResult.Success;
}
