using System.Text.Json;
using System.Text.Json.Serialization;
using Portfolio.Storage.Runs;

namespace Portfolio.Storage.Syncs;

/// <summary>One row of the parameter of <c>finish_syncs</c>: a successful run, under the names that it reads.</summary>
internal sealed record FinishedSync
{
    public required Guid ConnectionId { get; init; }

    public required Guid UserId { get; init; }

    public required long Fence { get; init; }

    public required long Request { get; init; }

    public required string Trigger { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int SyncIntervalMinutes { get; init; }

    public required Guid RunId { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required DateTimeOffset NextSyncAt { get; init; }

    /// <summary>As PostgreSQL reads an interval.</summary>
    public required string? IntervalAtMost { get; init; }

    public required string? AccountId { get; init; }

    public required string? Region { get; init; }

    public required IReadOnlyList<string> Permissions { get; init; }

    public DateTimeOffset? KeyExpiresAt { get; init; }

    public IReadOnlyList<string>? KeyAddresses { get; init; }

    public required bool ProfitApart { get; init; }

    /// <summary>Null keeps those of an earlier run.</summary>
    public IReadOnlyList<string>? ReadWallets { get; init; }

    /// <summary>Names the state of the account after this run; null where it is the one before.</summary>
    public required Guid? StateId { get; init; }

    public required string Outcome { get; init; }

    public string? ErrorKind { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorDetail { get; init; }

    public int AssetsSynced { get; init; }

    public int DustSkipped { get; init; }

    public int Unpriced { get; init; }

    public decimal TotalUsd { get; init; }

    /// <summary>JSON, like the next three.</summary>
    public required string Wallets { get; init; }

    public required string? Coverage { get; init; }

    public string? ReportedGaps { get; init; }

    public string? Contradiction { get; init; }

    public DateTimeOffset? ContradictedSince { get; init; }

    public int ContradictedRuns { get; init; }

    public DateTimeOffset? EmptiedSince { get; init; }

    /// <summary>When the run began, if it read every wallet; null keeps the time of an earlier run.</summary>
    public DateTimeOffset? FullReadingAt { get; init; }

    public static FinishedSync Of(Claim claim, SyncResult result) => new FinishedSync
    {
        ConnectionId = claim.ConnectionId,
        UserId = claim.UserId,
        Fence = claim.Fence,
        Request = claim.Request,
        Trigger = claim.Trigger,
        StartedAt = claim.StartedAt,
        SyncIntervalMinutes = claim.SyncIntervalMinutes,
        RunId = result.RunId,
        FinishedAt = result.FinishedAt,
        NextSyncAt = result.NextSyncAt,
        IntervalAtMost = result.IntervalAtMost is { } atMost ? $"{(long)atMost.TotalMilliseconds} milliseconds" : null,
        AccountId = result.AccountId,
        Region = result.Region,
        Permissions = result.Key.Permissions,
        ProfitApart = result.ProfitApart,
        ReadWallets = result.ReadWallets,
        StateId = ResultSql.IsUnchanged(claim, result) ? null : result.StateId,
        Outcome = result.Partial ? RunOutcomes.Partial : RunOutcomes.Succeeded,
        Wallets = JsonSerializer.Serialize(result.Wallets, FinishedSyncJson.Default.IReadOnlyListWalletResult),
        Coverage = result.Coverage,
        FullReadingAt = result.IsFullReading ? claim.StartedAt : null,
    }.With(result.Key).With(result.Missed).With(result.Totals).With(result.Evidence);

    private FinishedSync With(SyncedKey key) => this with
    {
        KeyExpiresAt = key.ExpiresAt,
        KeyAddresses = key.Addresses,
    };

    private FinishedSync With(MissedWallets? missed) => this with
    {
        ErrorKind = missed?.Kind,
        ErrorCode = missed?.Code,
        ErrorDetail = missed?.Wallets,
    };

    private FinishedSync With(RunTotals totals) => this with
    {
        AssetsSynced = totals.Assets,
        DustSkipped = totals.Dust,
        Unpriced = totals.Unpriced,
        TotalUsd = totals.Usd,
    };

    private FinishedSync With(SyncEvidence evidence) => this with
    {
        ReportedGaps = evidence.ReportedGaps,
        Contradiction = evidence.Contradiction,
        ContradictedSince = evidence.ContradictedSince,
        ContradictedRuns = evidence.ContradictedRuns,
        EmptiedSince = evidence.EmptiedSince,
    };

    public static string Json(IReadOnlyList<FinishedSync> finished) =>
        JsonSerializer.Serialize(finished, FinishedSyncJson.Default.IReadOnlyListFinishedSync);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<FinishedSync>))]
[JsonSerializable(typeof(IReadOnlyList<WalletResult>))]
internal sealed partial class FinishedSyncJson : JsonSerializerContext;
