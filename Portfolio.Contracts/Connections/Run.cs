namespace Portfolio.Contracts.Connections;

/// <summary>One sync of a connection, and its result.</summary>
/// <param name="Trigger">One of <see cref="SyncTriggers"/>.</param>
/// <param name="Outcome"><c>succeeded · partial · failed · superseded</c>.</param>
/// <param name="Changes">The booked changes, in order; an asset that a rename explains in part is there twice.</param>
/// <param name="Coverage">The share of the account that was read; null without a comparison.</param>
public sealed record Run(
    Guid Id,
    string Trigger,
    string Outcome,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    int AssetsSynced,
    int DustSkipped,
    int Unpriced,
    ConnectionError? Error,
    IReadOnlyList<RunWallet> Wallets,
    IReadOnlyList<RunChange> Changes,
    Coverage? Coverage);

/// <param name="Outcome">One of <see cref="WalletOutcomes"/>.</param>
public sealed record RunWallet(string Wallet, string Outcome, ConnectionError? Error);

/// <summary>Amounts in units of the asset, as numbers in text.</summary>
/// <param name="Reason">As in the row of the ledger; null for an ordinary change.</param>
public sealed record RunChange(string Symbol, string Delta, string Quantity, string? Reason = null);
