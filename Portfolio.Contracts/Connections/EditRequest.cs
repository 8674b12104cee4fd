using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Connections;

/// <summary>What to change, at least one field: an omitted or null field keeps its value.</summary>
public sealed record EditRequest
{
    /// <summary>How you call the connection, on one line; the exchange's name when empty.</summary>
    [MaxLength(100)]
    public string? Label { get; init; }

    /// <summary>Counts from the last success, and takes effect now.</summary>
    [Range(5, 1440)]
    public int? SyncIntervalMinutes { get; init; }

    /// <summary>True ends the schedule and a sync under way; false resumes the schedule with a sync at once.</summary>
    public bool? Paused { get; init; }
}
