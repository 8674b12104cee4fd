namespace Portfolio.Contracts.Connections;

/// <summary>The body of <c>PATCH /connections/{id}</c>: an omitted field keeps its value.</summary>
public sealed record EditRequest
{
    /// <summary>Up to 100 characters; the exchange's name when empty.</summary>
    public string? Label { get; init; }

    /// <summary>5 to 1440.</summary>
    public int? SyncIntervalMinutes { get; init; }

    /// <summary>True ends the schedule and a sync under way; false resumes the schedule with a sync at once.</summary>
    public bool? Paused { get; init; }
}
