using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;

namespace Portfolio.Worker.Exchanges;

/// <summary>Everything a sync or a validation needs to know of an account, read in the order that costs least when refused.</summary>
internal static class AccountReader
{
    /// <exception cref="KeyScopeException">The key may not read, or may do more than that; nothing else was read.</exception>
    /// <exception cref="ExchangeException">The exchange refused, failed or could not be reached.</exception>
    public static async Task<AccountSnapshot> ReadAsync(IExchange exchange, ApiCredentials credentials, CancellationToken ct)
    {
        var key = await exchange.ReadKeyAsync(credentials, ct);
        if (key.Excess.Count > 0)
            throw new KeyScopeException(ErrorKinds.ExcessPermissions, key, $"Excess rights: {string.Join(", ", key.Excess)}.");
        if (!key.CanRead)
            throw new KeyScopeException(ErrorKinds.PermissionDenied, key, "The key may not read balances.");

        var account = await exchange.ReadAccountAsync(credentials, ct);
        var prices = await exchange.ReadPricesAsync(ct);
        var names = await exchange.ReadAssetNamesAsync(credentials, ct);
        return new AccountSnapshot(key, account, prices, names);
    }
}

/// <param name="Names">By symbol; an asset may be missing.</param>
internal sealed record AccountSnapshot(
    KeyReading Key, AccountReading Account, PriceList Prices, IReadOnlyDictionary<string, string> Names);
