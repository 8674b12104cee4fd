using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Syncs;

/// <summary>The result of a run, already compared with the stored state: it contains changes only.</summary>
public sealed class SyncResult
{
    public required Guid RunId { get; init; }

    /// <summary>Names the account's state after this run, if the run changes it.</summary>
    public Guid StateId { get; } = Guid.NewGuid();

    public required DateTimeOffset FinishedAt { get; init; }

    public required DateTimeOffset NextSyncAt { get; init; }

    /// <summary>
    /// No connection waits longer for its next sync, whatever its interval; null: its interval counts.
    /// </summary>
    public TimeSpan? IntervalAtMost { get; init; }

    /// <summary>Null where the exchange does not report it.</summary>
    public string? AccountId { get; init; }

    public required SyncedKey Key { get; init; }

    /// <summary>Of the portfolio to make when the connection has none and the user has none.</summary>
    public required string NewPortfolioName { get; init; }

    /// <summary>Balances that are new or different.</summary>
    public required IReadOnlyList<StoredBalance> ChangedBalances { get; init; }

    /// <summary>Balances that are no longer there.</summary>
    public required IReadOnlyList<(string Wallet, string Symbol)> RemovedBalances { get; init; }

    /// <summary>
    /// The unrealised profit of the assets where it changed, in units of the asset; 0 where it ended.
    /// </summary>
    public IReadOnlyList<(string Symbol, decimal Profit)> Profits { get; init; } = [];

    /// <summary>
    /// Prices of assets of the account that had none, or none from the last minutes: those of the run's own list.
    /// </summary>
    public IReadOnlyList<AssetPrice> NewPrices { get; init; } = [];

    /// <summary>When the list that <see cref="NewPrices"/> are from was requested; null without a list.</summary>
    public DateTimeOffset? PricedAt { get; init; }

    /// <summary>
    /// Holdings that changed: one SYNC row each, in this order, where the ledger does not have it already. An asset is
    /// there more than once when a rename explains only a part of its change.
    /// </summary>
    public required IReadOnlyList<HoldingChange> Changes { get; init; }

    /// <summary>True once the connection's quantities have no unrealised profit in them.</summary>
    public bool ProfitApart { get; init; } = true;

    public required IReadOnlyList<WalletResult> Wallets { get; init; }

    /// <summary>Renames that a person has to confirm: all that are open after this run.</summary>
    public IReadOnlyList<RenameQuestion> Questions { get; init; } = [];

    public required RunTotals Totals { get; init; }

    /// <summary>True when a wallet could not be read: the outcome is <c>partial</c>.</summary>
    public bool Partial => Missed is not null;

    /// <summary>Null when all wallets were read.</summary>
    public MissedWallets? Missed { get; init; }

    /// <summary>Where the exchange has several regions: the one that knows this key.</summary>
    public string? Region { get; init; }

    /// <summary>The wallets that this run or an earlier one has read; null where this run adds none.</summary>
    public IReadOnlyList<string>? ReadWallets { get; init; }

    /// <summary>The share of the account that was read, as JSON; null when the exchange gave no total.</summary>
    public string? Coverage { get; init; }

    /// <summary>False: a wallet was skipped or could not be read.</summary>
    public bool IsFullReading => Wallets.All(wallet => wallet is { ErrorKind: null, ReadAt: null });

    /// <summary>The evidence that the next run compares its reading with.</summary>
    public SyncEvidence Evidence { get; init; } = new();
}

/// <summary>What a run counted.</summary>
/// <param name="Assets">Held after the run.</param>
/// <param name="Dust">Assets that were skipped as dust.</param>
/// <param name="Usd">The value of the priced assets.</param>
public sealed record RunTotals(int Assets, int Dust, int Unpriced, decimal Usd);

/// <summary>The wallets that a run could not read.</summary>
/// <param name="Kind">Of the first of them, like the code.</param>
/// <param name="Wallets">
/// Separated by commas, and after a semicolon those that were missed for another reason than the first.
/// </param>
public sealed record MissedWallets(string Kind, string? Code, string Wallets);

/// <summary>A holding of one asset after the run, or after one of several changes of it.</summary>
/// <param name="Reason">
/// <c>gone</c> or <c>dust</c> when the quantity is 0; <c>awaiting_successor</c> or <c>renamed</c> where it continues
/// under another name; <c>restated</c> at any quantity where the difference comes from another rule of counting and not
/// from coins that moved; null otherwise.
/// </param>
public sealed record HoldingChange(string Symbol, decimal Quantity, string? Reason)
{
    /// <summary>
    /// The asset that continues under this one: the row continues that asset's newest row, of this run where it has
    /// one.
    /// </summary>
    public string? Continues { get; init; }

    /// <summary>
    /// The row of an earlier run that this one continues; takes precedence over <see cref="Continues"/>.
    /// </summary>
    public Guid? ContinuesRow { get; init; }
}

/// <summary>How one wallet's reading went; its error is null when it was read.</summary>
/// <param name="Outcome">
/// <c>ok</c>, <c>refused</c>, <c>unavailable</c>, <c>unsupported</c>, <c>contradicted</c> or <c>skipped</c>.
/// </param>
/// <param name="ReportedUsd">
/// Of a contradicted wallet: its value by the exchange, as a number in text; else null.
/// </param>
/// <param name="ReadUsd">Of a contradicted wallet: the value of the reading; else null.</param>
/// <param name="ReadAt">Of a skipped wallet: when it was last read; else null.</param>
public sealed record WalletResult(
    string Wallet,
    string Outcome,
    string? ErrorKind = null,
    string? ErrorCode = null,
    string? ReportedUsd = null,
    string? ReadUsd = null,
    DateTimeOffset? ReadAt = null);

/// <summary>A run that ended without a reading.</summary>
public sealed class SyncFailure
{
    public required Guid RunId { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required string ErrorKind { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>
    /// The detail that the sentence about the failure needs beside its kind: this server's address, a word that
    /// distinguishes cases of one kind, or how regions were searched for the key; null: none.
    /// </summary>
    public string? ErrorDetail { get; init; }

    /// <summary>When the exchange accepts requests again, by its own word.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Null: refused. Only a person can fix the cause, so no sync is scheduled.</summary>
    public DateTimeOffset? NextSyncAt { get; init; }

    /// <summary>Rights of the key, where they were learned before the failure; null keeps the stored ones.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>True when the key could do more than read: it is not kept.</summary>
    public bool DestroySecret { get; init; }
}

/// <summary>The outcome of storing a result.</summary>
public enum StoreOutcome
{
    Stored,

    /// <summary>A newer claim, new keys, a pause or a disconnect came first: only the run was written.</summary>
    Superseded,

    /// <summary>The user has connected this account already: the connection's row was removed.</summary>
    DuplicateAccount,
}

/// <summary>What the exchange reported of the key that a sync was made with.</summary>
/// <param name="Permissions">Its rights.</param>
/// <param name="ExpiresAt">When it stops working; null: never, or the exchange does not report it.</param>
/// <param name="Addresses">Those that may use it; empty: any; null: the exchange does not report them.</param>
public sealed record SyncedKey(
    IReadOnlyList<string> Permissions, DateTimeOffset? ExpiresAt = null, IReadOnlyList<string>? Addresses = null);
