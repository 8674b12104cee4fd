using Portfolio.Storage.Credentials;

namespace Portfolio.Storage.Syncs;

/// <summary>A row of <c>claim_runs</c>; of a claim that did not succeed, why.</summary>
internal sealed class ClaimedRow
{
    /// <summary>Null when the claim did not succeed.</summary>
    public Guid? Id { get; init; }

    public Guid UserId { get; init; }

    public long RequestNumber { get; init; }

    public Guid StateId { get; init; }

    public DateTimeOffset AttemptedAt { get; init; }

    public long Fence { get; init; }

    public string Exchange { get; init; } = "";

    public string RequestTrigger { get; init; } = "";

    public Guid? PortfolioId { get; init; }

    public string? AccountId { get; init; }

    public int SyncIntervalMinutes { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset? LastSyncedAt { get; init; }

    public string? Region { get; init; }

    public string? LastOutcome { get; init; }

    public string? ErrorKind { get; init; }

    public bool ProfitApart { get; init; }

    public byte[] ApiKeySealed { get; init; } = [];

    public byte[] ApiSecretSealed { get; init; } = [];

    public byte[]? PassphraseSealed { get; init; }

    public string? ReportedGaps { get; init; }

    public string? Contradiction { get; init; }

    public DateTimeOffset? ContradictedSince { get; init; }

    public int ContradictedRuns { get; init; }

    public DateTimeOffset? ReadingConfirmedAt { get; init; }

    public DateTimeOffset? EmptiedSince { get; init; }

    public DateTimeOffset? FullReadingAt { get; init; }

    public string[]? ReadWallets { get; init; }

    public SyncEvidence Evidence => new()
    {
        ReportedGaps = ReportedGaps,
        Contradiction = Contradiction,
        ContradictedSince = ContradictedSince,
        ContradictedRuns = ContradictedRuns,
        ReadingConfirmedAt = ReadingConfirmedAt,
        EmptiedSince = EmptiedSince,
    };

    public KeyOwner Owner => new(UserId, Id ?? Guid.Empty, Exchange);

    public SealedCredentials Secrets => new()
    {
        ApiKeySealed = ApiKeySealed, ApiSecretSealed = ApiSecretSealed, PassphraseSealed = PassphraseSealed,
    };

    public bool Gone { get; init; }

    public bool Paused { get; init; }

    public bool Overtaken { get; init; }

    public bool Answered { get; init; }

    public bool NoSecret { get; init; }
}
