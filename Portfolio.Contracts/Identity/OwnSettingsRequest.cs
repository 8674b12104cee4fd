using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Identity;

/// <summary>
/// The change of the caller's own settings, at least one field: an omitted or null field keeps its value. Unknown
/// fields are refused.
/// </summary>
public sealed record OwnSettingsRequest
{
    /// <summary>
    /// In which the pages show values: <c>USD</c>, or one of which an exchange that the caller has connected has a live
    /// price.
    /// </summary>
    public string? Currency { get; init; }

    /// <summary>
    /// The form for a new connection begins with it. A request to connect that leaves its interval out gets 60.
    /// </summary>
    [Range(5, 1440)]
    public int? SyncIntervalMinutes { get; init; }
}
