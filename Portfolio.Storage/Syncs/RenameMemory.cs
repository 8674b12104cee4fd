namespace Portfolio.Storage.Syncs;

/// <summary>The state of one connection's renames, from the ledger and a person's answers.</summary>
public sealed record RenameMemory
{
    public static RenameMemory None { get; } = new();

    /// <summary>Symbols of every asset that the connection's ledger has a row of.</summary>
    public IReadOnlySet<string> EverHeld { get; init; } = new HashSet<string>();

    /// <summary>Rows that still wait for a new name, oldest first.</summary>
    public IReadOnlyList<WaitingRow> Waiting { get; init; } = [];

    /// <summary>New names that were credited while the old one was still listed.</summary>
    public IReadOnlyList<EarlyCredit> Early { get; init; } = [];

    public IReadOnlyList<RenameQuestion> Questions { get; init; } = [];

    /// <summary>When a run last read every wallet; null when none has.</summary>
    public DateTimeOffset? LastCompleteAt { get; init; }
}

/// <summary>A row with the reason <c>awaiting_successor</c>.</summary>
/// <param name="Quantity">The quantity that left, in units of the old name.</param>
/// <param name="Came">The quantities that have come since, by new name and in its units.</param>
public sealed record WaitingRow(
    Guid Id, string Symbol, decimal Quantity, DateTimeOffset Since, IReadOnlyDictionary<string, decimal> Came);

/// <summary>A row of a new name that continues a row of an old name that was still listed.</summary>
/// <param name="Credited">In units of the new name.</param>
/// <param name="Debited">The quantity that has left the old name since, in its own units.</param>
public sealed record EarlyCredit(string Old, string New, decimal Credited, decimal Debited);

/// <summary>A rename that is in no list: a person has to decide whether it is one.</summary>
/// <param name="Quantity">The quantity that left under the old name and came under the new one.</param>
/// <param name="Answer"><c>confirmed</c> or <c>rejected</c>; null as long as no one answered.</param>
public sealed record RenameQuestion(
    string Old, string New, decimal Quantity, DateTimeOffset AskedAt, string? Answer = null);
