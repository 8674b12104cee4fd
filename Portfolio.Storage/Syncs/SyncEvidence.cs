namespace Portfolio.Storage.Syncs;

/// <summary>How a connection's readings compare with the exchange's own totals.</summary>
public sealed record SyncEvidence
{
    /// <summary>
    /// JSON: <c>{ "trading": "12.50" }</c>, the USD by which each reported total exceeded the last accepted reading;
    /// null before there was one.
    /// </summary>
    public string? ReportedGaps { get; init; }

    /// <summary>JSON of the contradiction that keeps a reading from being booked; null while there is none.</summary>
    public string? Contradiction { get; init; }

    /// <summary>When the first of the consecutive runs found a contradiction; null while there is none.</summary>
    public DateTimeOffset? ContradictedSince { get; init; }

    /// <summary>How many consecutive runs found one.</summary>
    public int ContradictedRuns { get; init; }

    /// <summary>When a person confirmed the reading of this contradiction; null: no one has.</summary>
    public DateTimeOffset? ReadingConfirmedAt { get; init; }

    /// <summary>
    /// When a reading first closed every holding while no total was there to confirm it; null: none has, or a later
    /// reading found something.
    /// </summary>
    public DateTimeOffset? EmptiedSince { get; init; }
}
