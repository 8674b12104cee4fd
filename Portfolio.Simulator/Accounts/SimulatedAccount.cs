using System.Collections.Immutable;
using Portfolio.Simulator.Okx.Accounts;

namespace Portfolio.Simulator.Accounts;

/// <summary>One account at an exchange: what it owns, wherever it lies. More than one key can open it.</summary>
internal sealed class SimulatedAccount(long uid)
{
    private static readonly ImmutableSortedDictionary<string, Balance> Nothing =
        ImmutableSortedDictionary.Create<string, Balance>(StringComparer.Ordinal);

    private ImmutableDictionary<string, ImmutableSortedDictionary<string, Balance>> _wallets = [];
    private ImmutableSortedDictionary<string, Quantity> _receipts =
        ImmutableSortedDictionary.Create<string, Quantity>(StringComparer.Ordinal);

    /// <summary>The exchange's own number of the account.</summary>
    public long Uid { get; } = uid;

    /// <summary>What only an account at OKX has.</summary>
    public OkxTraits Okx { get; init; } = OkxTraits.Plain;

    /// <summary>What lies in wallets beyond those of <see cref="WalletKinds"/>, by their names, in BTC.</summary>
    public IReadOnlyDictionary<string, decimal> OutsideBtc { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>
    /// Receipts of Binance's flexible earn that are not as large as their position, by asset: 0 where a receipt has left
    /// the spot wallet as collateral or for futures, more than 0 also where the list leaves the position out.
    /// </summary>
    public IReadOnlyDictionary<string, Quantity> Receipts => _receipts;

    /// <summary>A consistent picture of one wallet, in the order of the assets' codes.</summary>
    public ImmutableSortedDictionary<string, Balance> Wallet(string wallet) =>
        _wallets.GetValueOrDefault(wallet, Nothing);

    /// <param name="receipt">Null: the receipt follows its position again.</param>
    public void SetReceipt(string asset, Quantity? receipt) => ImmutableInterlocked.Update(
        ref _receipts,
        receipts => receipt is { } quantity ? receipts.SetItem(asset, quantity) : receipts.Remove(asset));

    /// <summary>A balance of zero is removed.</summary>
    public void Set(string wallet, string asset, Balance balance) =>
        ImmutableInterlocked.Update(
            ref _wallets,
            wallets =>
            {
                var rows = wallets.GetValueOrDefault(wallet, Nothing);
                return wallets.SetItem(wallet, balance.IsZero ? rows.Remove(asset) : rows.SetItem(asset, balance));
            });
}
