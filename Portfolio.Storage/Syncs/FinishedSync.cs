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

    public required bool ProfitApart { get; init; }

    /// <summary>Names the state of the account after this run; null where it is the one before.</summary>
    public required Guid? StateId { get; init; }

    public required string Outcome { get; init; }

    public required string? ErrorKind { get; init; }

    public required string? ErrorCode { get; init; }

    public required string? ErrorDetail { get; init; }

    public required int AssetsSynced { get; init; }

    public required int DustSkipped { get; init; }

    public required int Unpriced { get; init; }

    public required decimal TotalUsd { get; init; }

    /// <summary>JSON, like the next three.</summary>
    public required string Wallets { get; init; }

    public required string? Coverage { get; init; }

    public required string? ReportedGaps { get; init; }

    public required string? Contradiction { get; init; }

    public required DateTimeOffset? ContradictedSince { get; init; }

    public required int ContradictedRuns { get; init; }

    public required DateTimeOffset? EmptiedSince { get; init; }

    public static FinishedSync Of(Claim claim, SyncResult result) => new()
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
        Permissions = result.Permissions,
        ProfitApart = result.ProfitApart,
        StateId = ResultSql.IsUnchanged(claim, result) ? null : result.StateId,
        Outcome = result.Partial ? RunOutcomes.Partial : RunOutcomes.Succeeded,
        ErrorKind = result.Missed?.Kind,
        ErrorCode = result.Missed?.Code,
        ErrorDetail = result.Missed?.Wallets,
        AssetsSynced = result.Totals.Assets,
        DustSkipped = result.Totals.Dust,
        Unpriced = result.Totals.Unpriced,
        TotalUsd = result.Totals.Usd,
        Wallets = JsonSerializer.Serialize(result.Wallets, FinishedSyncJson.Default.IReadOnlyListWalletResult),
        Coverage = result.Coverage,
        ReportedGaps = result.Evidence.ReportedGaps,
        Contradiction = result.Evidence.Contradiction,
        ContradictedSince = result.Evidence.ContradictedSince,
        ContradictedRuns = result.Evidence.ContradictedRuns,
        EmptiedSince = result.Evidence.EmptiedSince,
    };

    public static string Json(IReadOnlyList<FinishedSync> finished) =>
        JsonSerializer.Serialize(finished, FinishedSyncJson.Default.IReadOnlyListFinishedSync);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<FinishedSync>))]
[JsonSerializable(typeof(IReadOnlyList<WalletResult>))]
internal sealed partial class FinishedSyncJson : JsonSerializerContext;
