using Portfolio.Storage.Credentials;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// The right to sync one connection until its lease ends. A write with it takes effect only while no newer claim, new
/// key, pause or disconnect has raised the fence.
/// </summary>
public sealed record Claim
{
    public required Guid ConnectionId { get; init; }

    public required Guid UserId { get; init; }

    public required string Exchange { get; init; }

    public required long Request { get; init; }

    public required long Fence { get; init; }

    public required string Trigger { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// When it started, or a moment after the attempt before it where the clock was set back in between: runs are in
    /// the order of their ids, which are made from this.
    /// </summary>
    public required DateTimeOffset AttemptedAt { get; init; }

    /// <summary>
    /// Opens the key, which stays in clear no longer than a call needs it. Throws <see cref="UnsealException"/> when
    /// the key ring lacks the key it was sealed with.
    /// </summary>
    public required Func<ApiCredentials> Unseal { get; init; }

    /// <summary>Null: the first success chooses one.</summary>
    public Guid? PortfolioId { get; init; }

    /// <summary>The exchange's id of the account, pinned at the first success; null before.</summary>
    public string? AccountId { get; init; }

    public required int SyncIntervalMinutes { get; init; }

    /// <summary>How many runs have failed in a row.</summary>
    public required int Failures { get; init; }

    /// <summary>When it last succeeded; null if it never did.</summary>
    public DateTimeOffset? LastSyncedAt { get; init; }

    /// <summary>
    /// The exchange's region that knows this key; null before it is known, or where there is only one.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>How the previous run ended, and why: a refusal that may pass is believed the second time.</summary>
    public string? LastOutcome { get; init; }

    public string? ErrorKind { get; init; }

    /// <summary>
    /// False: the stored quantities still have unrealised profit in them, and the next reading restates them.
    /// </summary>
    public bool ProfitApart { get; init; } = true;

    /// <summary>When the last run began that read every wallet; null where none did.</summary>
    public DateTimeOffset? FullReadingAt { get; init; }

    /// <summary>
    /// The wallets that any run of the connection has read; null: none has, or it is from before they were kept.
    /// </summary>
    public IReadOnlyList<string>? ReadWallets { get; init; }

    public SyncEvidence Evidence { get; init; } = new();

    /// <summary>The stored balances of the account, wallet by wallet.</summary>
    public required IReadOnlyList<StoredBalance> Balances { get; init; }

    /// <summary>The ledger's state of renames that are under way.</summary>
    public RenameMemory Renames { get; init; } = RenameMemory.None;
}

/// <summary>Why a claim did not succeed: the message is dropped with this reason.</summary>
public enum ClaimRefusal
{
    /// <summary>No such connection, or disconnected.</summary>
    Gone,
    Paused,

    /// <summary>The message's request number is not the outstanding one.</summary>
    Overtaken,

    /// <summary>The request was answered by an earlier delivery.</summary>
    Answered,

    /// <summary>Another worker syncs it.</summary>
    Leased,

    /// <summary>The key was destroyed.</summary>
    NoSecret,
}

/// <summary>Exactly one of the two is null.</summary>
public readonly record struct ClaimResult(Claim? Claim, ClaimRefusal? Refusal);
