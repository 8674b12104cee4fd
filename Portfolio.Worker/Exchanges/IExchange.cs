using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// One exchange, as a sync sees it: read-only, without state of any user. One instance serves every connection, so its
/// state (connections, clock offset, prices, names) is shared and does not grow with their number.
/// </summary>
/// <remarks>
/// Every method throws <see cref="ExchangeException"/> for every failure of the exchange or of the network: its kind
/// determines the reaction. No other exception leaves an exchange, except the caller's own cancellation.
/// </remarks>
internal interface IExchange
{
    /// <summary>As in <see cref="Contracts.Exchanges.ExchangeNames"/>.</summary>
    string Name { get; }

    /// <summary>
    /// The weights that every sync spends of limits that all workers share, each bucket once; empty where there are
    /// none. Further requests of an account (more pages) are paid for as they come.
    /// </summary>
    IReadOnlyList<RequestCost> SyncCosts { get; }

    /// <summary>The wallets that scheduled syncs read only where they may have changed; null: none.</summary>
    ExpensiveWallets? Expensive => null;

    /// <summary>Assets that it continues under another name, whenever that happened; each old name once.</summary>
    IReadOnlyList<Rename> Renames { get; }

    /// <summary>
    /// The configured regions, by the names that are kept with connections. Each is paused, and is down, by itself.
    /// Empty where the exchange has none.
    /// </summary>
    IReadOnlyList<string> Regions { get; }

    /// <summary>
    /// The key under which a region's pauses and outages are stored: "okx:eea"; the exchange's name where there are no
    /// regions.
    /// </summary>
    /// <param name="region">Null: the exchange as such.</param>
    string PlaceOf(string? region);

    /// <summary>
    /// Reads the rights of the key. Cheap, and called before anything else is read with the key. Where the exchange has
    /// regions this finds the one that knows the key, which all other calls need.
    /// </summary>
    Task<KeyReading> ReadKeyAsync(ExchangeKey key, CancellationToken ct);

    /// <summary>
    /// Reads every wallet. One that could not be read is listed with its outcome; when none could be, or for a reason
    /// that is not the wallet's own (a limit, the key as such), this throws.
    /// </summary>
    Task<AccountReading> ReadAccountAsync(ExchangeKey key, CancellationToken ct);

    /// <summary>
    /// As <see cref="ReadAccountAsync"/>, with the expensive wallets listed as skipped and without balances.
    /// </summary>
    Task<AccountReading> ReadCheapWalletsAsync(ExchangeKey key, CancellationToken ct) => ReadAccountAsync(key, ct);

    /// <summary>Reads the wallets that were skipped. Throws as <see cref="ReadAccountAsync"/> does.</summary>
    /// <param name="cheap">As <see cref="ReadCheapWalletsAsync"/> gave it.</param>
    Task<AccountReading> ReadSkippedAsync(ExchangeKey key, AccountReading cheap, CancellationToken ct) =>
        Task.FromResult(cheap);

    /// <summary>
    /// Of <see cref="WalletNames.Occasional"/>, those that this exchange has: each is read where the exchange's total
    /// shows a value in it, or where something of it is stored.
    /// </summary>
    IReadOnlyList<string> OccasionalWallets => [];

    /// <summary>Reads one of <see cref="OccasionalWallets"/>. A failure is in the outcome.</summary>
    Task<WalletReading> ReadOccasionalAsync(ExchangeKey key, string wallet, CancellationToken ct) =>
        throw new NotSupportedException($"{Name} has no wallet {wallet}.");

    /// <summary>
    /// Reads some wallets of an account once more, those that disagree with the exchange's totals. A wallet that cannot
    /// be read this time keeps its first reading.
    /// </summary>
    /// <param name="first">As <see cref="ReadAccountAsync"/> gave it.</param>
    /// <param name="again">Of <see cref="WalletNames"/>; those that the account does not have are ignored.</param>
    Task<AccountReading> ReadAgainAsync(
        ExchangeKey key, AccountReading first, IReadOnlySet<string> again, CancellationToken ct);

    /// <summary>
    /// The exchange's prices in USD, at most ten seconds old and shared by all users. While no list is available, the
    /// last good one serves for minutes as a stale one (<see cref="PriceList.IsStale"/>), and then, or before the
    /// first, one without prices: quantities are right without them. Throws only <see cref="NotSentException"/>, when
    /// there is no list yet and none may be requested now.
    /// </summary>
    /// <param name="region">
    /// Whose prices are preferred: the key's region. While it gives none, those of another region are taken. Null where
    /// the exchange has no regions, or the key's is not known.
    /// </param>
    Task<PriceList> ReadPricesAsync(string? region, CancellationToken ct);

    /// <summary>
    /// The prices that are stored for all users: of all hosts, each asset at its most liquid market. A host that gives
    /// no current list is left out. Null: none gives one now. A failure of the exchange never throws.
    /// </summary>
    Task<PriceList?> ReadBestPricesAsync(CancellationToken ct);

    /// <summary>
    /// The exchange's own names of the assets ("BTC" is "Bitcoin"), shared by all users and refreshed daily. Names are
    /// optional: when they cannot be read, this returns the known ones. A failure of the exchange never throws.
    /// </summary>
    Task<IReadOnlyDictionary<string, string>> ReadAssetNamesAsync(ExchangeKey key, CancellationToken ct);

    /// <summary>
    /// The account's value by the exchange itself, wallets that are not read included. Null when it could not be read:
    /// a failure of the exchange never throws.
    /// </summary>
    /// <param name="prices">For exchanges that value an account in another unit than USD.</param>
    Task<AccountTotal?> ReadTotalAsync(ExchangeKey key, PriceList prices, CancellationToken ct);
}
