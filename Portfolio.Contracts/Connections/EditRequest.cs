namespace Portfolio.Contracts.Connections;

/// <summary>The body of <c>PATCH /connections/{id}</c>: what is left out stays as it is.</summary>
public sealed record EditRequest
{
    /// <summary>Up to 100 characters; the exchange's name when empty.</summary>
    public string? Label { get; init; }

    /// <summary>5 to 1440.</summary>
    public int? SyncIntervalMinutes { get; init; }

    /// <summary>True ends the schedule and whatever is under way; false takes it up again, at once.</summary>
    public bool? Paused { get; init; }
}
