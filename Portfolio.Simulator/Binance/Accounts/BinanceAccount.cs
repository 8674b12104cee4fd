using System.Collections.Immutable;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Binance.Accounts;

/// <summary>An account at Binance, which also has receipts of flexible earn.</summary>
internal sealed class BinanceAccount(long uid) : SimulatedAccount(uid)
{
    private ImmutableSortedDictionary<string, Quantity> _receipts =
        ImmutableSortedDictionary.Create<string, Quantity>(StringComparer.Ordinal);

    /// <summary>
    /// Receipts that are not as large as their position, by asset: 0 where a receipt has left the spot wallet as
    /// collateral or for futures, more than 0 also where the list omits the position.
    /// </summary>
    public IReadOnlyDictionary<string, Quantity> Receipts => _receipts;

    /// <param name="receipt">Null: the receipt follows its position again.</param>
    public void SetReceipt(string asset, Quantity? receipt) => ImmutableInterlocked.Update(
        ref _receipts,
        receipts => receipt is { } quantity ? receipts.SetItem(asset, quantity) : receipts.Remove(asset));
}
