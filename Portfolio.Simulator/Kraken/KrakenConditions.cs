namespace Portfolio.Simulator.Kraken;

/// <summary>The state that Kraken is in, and its answers of which no source says how they are.</summary>
internal sealed class KrakenConditions
{
    private volatile KrakenCondition _current = KrakenCondition.Usual;

    public KrakenCondition Current
    {
        get => _current;
        set => _current = value;
    }

    public void Reset() => _current = KrakenCondition.Usual;
}

/// <summary>The body of <c>/_simulator/kraken/system</c>.</summary>
internal sealed record KrakenCondition
{
    public const string Online = "online";
    public const string Maintenance = "maintenance";

    private static readonly string[] Statuses = [Online, Maintenance, "cancel_only", "post_only"];

    public static KrakenCondition Usual { get; } = new();

    /// <summary>As SystemStatus reports it.</summary>
    public string Status { get; init; } = Online;

    /// <summary>The answer to private methods during maintenance; also observed: <c>EAPI:Invalid key</c>.</summary>
    public string MaintenanceError { get; init; } = KrakenError.Unavailable.Text;

    /// <summary>The answer to an address outside the key's list, and to an expired key.</summary>
    public string RefusedKeyError { get; init; } = KrakenError.InvalidKey.Text;

    /// <summary>Of Earn/Allocations.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>How long every private answer takes, so that requests can overlap.</summary>
    public int AnswerDelayMs { get; init; }

    /// <summary>The error in the condition, as a sentence; null without one.</summary>
    public string? Mistake() =>
        !Statuses.Contains(Status) ? $"status is one of {string.Join(", ", Statuses)}."
        : PageSize < 1 ? "pageSize must be 1 or more."
        : AnswerDelayMs < 0 ? "answerDelayMs must be 0 or more."
        : null;

    internal KrakenError? PrivateRefusal => Status is Maintenance ? new KrakenError(MaintenanceError) : null;
}
