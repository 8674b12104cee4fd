namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Positions of flexible earn that only their receipts show: the list of positions was read and lacks them. They are
/// added to that wallet's reading, marked as <see cref="WalletReading.FromReceipts"/>.
/// </summary>
internal static class UnlistedReceipts
{
    /// <param name="account">Under the names that the exchange lists its assets by.</param>
    public static AccountReading AddTo(AccountReading account, PriceList prices)
    {
        var flexible = account.Find(WalletNames.EarnFlexible);
        if (account.Receipts is not { Count: > 0 } listed || flexible is not { Outcome: WalletOutcome.Ok })
            return account;

        IReadOnlyList<AssetQuantity> positions =
            [.. flexible.Balances, .. account.Find(WalletNames.EarnLocked)?.Balances ?? []];
        var receipts = UnderTheNamesOf(positions, listed, account, prices, _ => true);
        var known = positions.Select(position => position.Symbol).ToHashSet();
        var unlisted = receipts.Where(receipt => !known.Contains(receipt.Symbol)).ToList();
        var named = account with { Receipts = receipts };
        return unlisted.Count is 0 ? named : With(named, unlisted);
    }

    /// <summary>
    /// The receipts under the names of their positions. While an exchange renames an asset, its receipt may have the
    /// old name and its position the new one, or the other way round.
    /// </summary>
    /// <param name="positions">Each with the quantity that its receipt is expected to have.</param>
    /// <param name="identifies">
    /// Whether an equal quantity may show a rename that is in no list. Of positions that were not read only one with
    /// enough digits may: they may have ended, and other coins may be subscribed in the same quantity.
    /// </param>
    public static IReadOnlyList<AssetQuantity> UnderTheNamesOf(
        IReadOnlyList<AssetQuantity> positions,
        IReadOnlyList<AssetQuantity> receipts,
        AccountReading account,
        PriceList prices,
        Func<decimal, bool> identifies)
    {
        var known = positions.Select(position => position.Symbol).ToHashSet();
        var seen = receipts.Select(receipt => receipt.Symbol).ToHashSet();
        var withoutReceipt = positions.Where(position => !seen.Contains(position.Symbol)).ToList();
        var withoutPosition = receipts.Where(receipt => !known.Contains(receipt.Symbol)).ToList();
        var same = (
            from receipt in withoutPosition
            from position in withoutReceipt
            where identifies(receipt.Quantity) && IsSame(receipt, position, account, prices)
            select (Receipt: receipt.Symbol, Position: position.Symbol)).ToList();
        return AssetQuantity.Sum(receipts.Select(receipt => known.Contains(receipt.Symbol)
            ? receipt
            : withoutReceipt.Select(position => Listed(receipt, position, prices))
                .FirstOrDefault(found => found is not null)
                ?? receipt with { Symbol = OnlyMatch(receipt.Symbol, same) ?? receipt.Symbol }));
    }

    /// <summary>Null where there is none, or more than one receipt or position to choose from.</summary>
    private static string? OnlyMatch(string receipt, IReadOnlyList<(string Receipt, string Position)> same) =>
        same.Where(pair => pair.Receipt == receipt).ToList() is [var match]
            && same.Count(pair => pair.Position == match.Position) is 1
            ? match.Position
            : null;

    /// <summary>As a position that a known rename leads to or from; null where none does.</summary>
    private static AssetQuantity? Listed(AssetQuantity receipt, AssetQuantity position, PriceList prices)
    {
        foreach (var rename in prices.Renames)
        {
            if ((rename.Old, rename.New) == (receipt.Symbol, position.Symbol))
                return new AssetQuantity(position.Symbol, rename.InNew(receipt.Quantity));
            if ((rename.New, rename.Old) == (receipt.Symbol, position.Symbol))
                return new AssetQuantity(position.Symbol, rename.InOld(receipt.Quantity));
        }

        return null;
    }

    /// <summary>Of a rename that is not known: exactly as much of it, and one of the two names has no price.</summary>
    private static bool IsSame(
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
