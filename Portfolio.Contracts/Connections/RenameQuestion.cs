namespace Portfolio.Contracts.Connections;

/// <summary>A rename that is in no list of ours. Until it is answered nothing is booked of either asset.</summary>
/// <param name="Quantity">What is gone under the old name and there under the new one, as a number in text.</param>
/// <param name="Answer"><c>confirmed · rejected</c>; null as long as no one answered.</param>
public sealed record RenameQuestion(
    Guid Id, string OldSymbol, string NewSymbol, string Quantity, DateTimeOffset AskedAt, string? Answer);
