using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Connections;

/// <summary>A possible rename that is in no list. Until it is answered, nothing is booked of either asset.</summary>
/// <param name="Quantity">The quantity that is gone under the old name and present under the new one, in text.</param>
/// <param name="Answer">Null as long as no one answered.</param>
public sealed record RenameQuestion(
    Guid Id,
    string OldSymbol,
    string NewSymbol,
    string Quantity,
    DateTimeOffset AskedAt,
    [property: AllowedValues("confirmed", "rejected")] string? Answer);
