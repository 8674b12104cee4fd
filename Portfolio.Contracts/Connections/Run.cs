using System.ComponentModel.DataAnnotations;
using Portfolio.Contracts.Answers;

namespace Portfolio.Contracts.Connections;

/// <summary>One sync of a connection, and its result.</summary>
/// <param name="Trigger">
/// <c>created</c>: the connection is new. <c>manual</c>: you asked for it. <c>scheduled</c>: it was due.
/// <c>repaired</c>: the connection got new keys.
/// </param>
/// <param name="Outcome">
/// <c>partial</c>: a wallet was not read, or not booked. <c>superseded</c>: overtaken by a newer run, a new key, a
/// pause or a disconnect, and not booked.
/// </param>
/// <param name="AssetsSynced">The number of assets that were synced.</param>
/// <param name="DustSkipped">The number of assets that were left out as dust.</param>
/// <param name="Unpriced">The number of synced assets without a price.</param>
/// <param name="Changes">The booked changes, in order; an asset that a rename explains in part is there twice.</param>
/// <param name="Coverage">The share of the account that was read; null without a comparison.</param>
public sealed record Run(
    Guid Id,
    [property: ValuesOf(typeof(SyncTriggers))] string Trigger,
    [property: AllowedValues("succeeded", "partial", "failed", "superseded")] string Outcome,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    int AssetsSynced,
    int DustSkipped,
    int Unpriced,
    ConnectionError? Error,
    IReadOnlyList<RunWallet> Wallets,
    IReadOnlyList<RunChange> Changes,
    Coverage? Coverage);

/// <summary>The result of reading one wallet.</summary>
/// <param name="Outcome">
/// <c>ok</c>: read completely. <c>refused</c>: the exchange refuses this wallet to the key. <c>unavailable</c>: not
/// read this time. <c>unsupported</c>: the venue has no such wallet. <c>contradicted</c>: read, and not booked, because
/// the exchange's own totals contradict it. <c>skipped</c>: not read, because the exchange's other answers show no
/// change since <c>readAt</c>.
/// </param>
/// <param name="ReadAt">When a skipped wallet was last read; null for the other outcomes.</param>
public sealed record RunWallet(
    string Wallet,
    [property: ValuesOf(typeof(WalletOutcomes))] string Outcome,
    ConnectionError? Error,
    DateTimeOffset? ReadAt = null);

/// <summary>Amounts in units of the asset, as numbers in text.</summary>
/// <param name="Delta">The signed change.</param>
/// <param name="Quantity">The connection's balance of the asset after the change.</param>
/// <param name="Reason">As of a transaction; null for an ordinary change.</param>
public sealed record RunChange(
    string Symbol,
    string Delta,
    string Quantity,
    [property: AllowedValues(
        "gone", "dust", "disconnected", "awaiting_successor", "renamed", "restated", "first_read")]
    string? Reason = null);
