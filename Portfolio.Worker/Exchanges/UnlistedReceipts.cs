namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Positions of flexible earn that only their receipts show: the list of positions was read and leaves them out. They
/// are added to that wallet's reading, marked as <see cref="WalletReading.FromReceipts"/>.
/// </summary>
internal static class UnlistedReceipts
{
    /// <param name="account">Under the names its assets have now.</param>
    public static AccountReading AddTo(AccountReading account, PriceList prices)
    {
        var flexible = account.Find(WalletNames.EarnFlexible);
        if (account.Receipts is not { Count: > 0 } receipts || flexible is not { Outcome: WalletOutcome.Ok })
            return account;

        var listed = flexible.Balances.Concat(account.Find(WalletNames.EarnLocked)?.Balances ?? [])
            .Select(balance => balance.Symbol)
            .ToHashSet();
        var seen = receipts.Select(receipt => receipt.Symbol).ToHashSet();
        var withoutReceipt = flexible.Balances.Where(balance => !seen.Contains(balance.Symbol)).ToList();
        var unlisted = receipts
            .Where(receipt => !listed.Contains(receipt.Symbol))
            .Where(receipt => !withoutReceipt.Exists(position => IsSame(receipt, position, account, prices)))
            .ToList();
        return unlisted.Count is 0 ? account : With(account, unlisted);
    }

    /// <summary>
    /// Whether a receipt is that of a position under another name: exactly as much of it, and one of the two names has
    /// no price. While an exchange renames an asset, its receipt may have the old name and its position the new one.
    /// </summary>
    public static bool IsSame(
        AssetQuantity receipt, AssetQuantity position, AccountReading account, PriceList prices) =>
        receipt.Quantity == position.Quantity
        && prices.Count > 0
        && (account.PriceOf(receipt.Symbol, prices) is null || account.PriceOf(position.Symbol, prices) is null);

    private static AccountReading With(AccountReading account, List<AssetQuantity> unlisted) => account with
    {
        Wallets =
        [
            .. account.Wallets.Select(wallet => wallet.Wallet is WalletNames.EarnFlexible
                ? wallet with
                {
                    Balances = [.. wallet.Balances, .. unlisted],
                    FromReceipts = unlisted.Select(receipt => receipt.Symbol).ToHashSet(),
                }
                : wallet),
        ],
    };
}
