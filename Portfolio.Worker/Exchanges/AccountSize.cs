using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The largest account that is synced or shown. No exchange lists as many assets; a larger one is refused as a whole,
/// because a part of it would pass for all of it. So results, rows and messages are bounded too.
/// </summary>
internal static class AccountSize
{
    /// <summary>In all wallets together; an asset counts once for each wallet that holds it.</summary>
    public const int MostAssets = 5_000;

    /// <exception cref="ExchangeException">
    /// <c>exchange_unavailable</c>, <see cref="ErrorDetails.TooManyAssets"/>.
    /// </exception>
    public static void ThrowIfTooLarge(AccountReading account)
    {
        var assets = account.Wallets.Sum(wallet => wallet.Balances.Count) + (account.Receipts?.Count ?? 0);
        if (assets > MostAssets)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable,
                null,
                $"The account lists {assets} assets, and at most {MostAssets} are synced.")
            {
                Detail = ErrorDetails.TooManyAssets,
            };
        }
    }
}
