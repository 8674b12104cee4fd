using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Reads everything that a sync or a validation needs of an account, in the order that costs least when refused.
/// </summary>
internal static class AccountReader
{
    /// <param name="held">Wallets of which something is stored; empty for a key that is only validated.</param>
    /// <exception cref="KeyScopeException">
    /// The key may not read, or may do more than that; nothing else was read.
    /// </exception>
    /// <exception cref="ExchangeException">The exchange refused, failed or could not be reached.</exception>
    public static Task<AccountSnapshot> ReadAsync(
        IExchange exchange, ExchangeKey key, IReadOnlySet<string> held, CancellationToken ct) =>
        ReadAsync(exchange, key, exchange.ReadAccountAsync, held, ct);

    /// <summary>
    /// As <see cref="ReadAsync(IExchange, ExchangeKey, IReadOnlySet{string}, CancellationToken)"/>, with expensive
    /// wallets as skipped.
    /// </summary>
    public static Task<AccountSnapshot> ReadCheaplyAsync(
        IExchange exchange, ExchangeKey key, IReadOnlySet<string> held, CancellationToken ct) =>
        ReadAsync(exchange, key, exchange.ReadCheapWalletsAsync, held, ct);

    /// <summary>The same snapshot with the skipped wallets read as well.</summary>
    /// <exception cref="ExchangeException">The exchange refused, failed or could not be reached.</exception>
    public static async Task<AccountSnapshot> ReadSkippedAsync(
        IExchange exchange, ExchangeKey key, AccountSnapshot cheap, IReadOnlySet<string> held, CancellationToken ct)
    {
        var found = key.In(cheap.Key.Region);
        return await WithOccasionalAsync(
            exchange, found, Of(cheap, await exchange.ReadSkippedAsync(found, cheap.Raw, ct)), held, ct);
    }

    private static async Task<AccountSnapshot> ReadAsync(
        IExchange exchange,
        ExchangeKey key,
        Func<ExchangeKey, CancellationToken, Task<AccountReading>> readAccount,
        IReadOnlySet<string> held,
        CancellationToken ct)
    {
        var rights = await exchange.ReadKeyAsync(key, ct);
        if (rights.Excess.Count > 0)
        {
            throw new KeyScopeException(
                ErrorKinds.ExcessPermissions, rights, $"Excess rights: {string.Join(", ", rights.Excess)}.");
        }

        if (!rights.CanRead)
            throw new KeyScopeException(ErrorKinds.PermissionDenied, rights, "The key may not read balances.");

        var found = key.In(rights.Region);
        var account = await readAccount(found, ct);
        AccountSize.ThrowIfTooLarge(account);
        var prices = (await exchange.ReadPricesAsync(rights.Region, ct)).Knowing(exchange.Renames);
        var names = await exchange.ReadAssetNamesAsync(found, ct);
        var total = await exchange.ReadTotalAsync(found, prices, ct);
        var snapshot = new AccountSnapshot(rights, Named(account, prices, rights), prices, names)
        {
            Total = total,
            Raw = account,
        };
        return await WithOccasionalAsync(exchange, found, snapshot, held, ct);
    }

    private static async Task<AccountSnapshot> WithOccasionalAsync(
        IExchange exchange, ExchangeKey key, AccountSnapshot snapshot, IReadOnlySet<string> held, CancellationToken ct)
    {
        var raw = await OccasionalReading.AddToAsync(exchange, key, snapshot, held, ct);
        return ReferenceEquals(raw, snapshot.Raw) ? snapshot : Of(snapshot, raw);
    }

    /// <summary>With another reading of the account.</summary>
    private static AccountSnapshot Of(AccountSnapshot snapshot, AccountReading raw) =>
        snapshot with { Account = Named(raw, snapshot.Prices, snapshot.Key), Raw = raw };

    /// <summary>
    /// The same snapshot with some wallets read once more. The first reading stays where the second one fails.
    /// </summary>
    public static async Task<AccountSnapshot> ReadAgainAsync(
        IExchange exchange, ExchangeKey key, AccountSnapshot first, IReadOnlySet<string> wallets, CancellationToken ct)
    {
        using var time = WalletTime.Begin(key, ct);
        try
        {
            var again = await exchange.ReadAgainAsync(time.Key.In(first.Key.Region), first.Raw, wallets, time.Token);
            ct.ThrowIfCancellationRequested();
            return Of(first, again);
        }
        catch (ExchangeException)
        {
            return first;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return first;
        }
    }

    /// <exception cref="ExchangeException">The account is larger than one that is synced.</exception>
    private static AccountReading Named(AccountReading account, PriceList prices, KeyReading rights)
    {
        AccountSize.ThrowIfTooLarge(account);
        return UnlistedReceipts.AddTo(account, prices) with { AccountId = account.AccountId ?? rights.AccountId };
    }
}

/// <param name="Account">
/// Under the names that the exchange lists its assets by. With the positions that only receipts show.
/// </param>
/// <param name="Names">By symbol; an asset may be missing.</param>
internal sealed record AccountSnapshot(
    KeyReading Key, AccountReading Account, PriceList Prices, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>To be stored with the connection; null where the exchange has no regions.</summary>
    public string? Region => Key.Region;

    /// <summary>Null when the exchange did not report it.</summary>
    public AccountTotal? Total { get; init; }

    /// <summary>The account under the names that the exchange used.</summary>
    public AccountReading Raw { get; init; } = Account;
}
