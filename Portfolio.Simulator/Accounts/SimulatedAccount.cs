using System.Collections.Immutable;

namespace Portfolio.Simulator.Accounts;

/// <summary>
/// One account at an exchange, with its balances in all wallets. It may have several keys. An exchange whose accounts
/// have more properties derives a class.
/// </summary>
internal class SimulatedAccount(long uid)
{
    private static readonly ImmutableSortedDictionary<string, Balance> Nothing =
        ImmutableSortedDictionary.Create<string, Balance>(StringComparer.Ordinal);

    private ImmutableDictionary<string, ImmutableSortedDictionary<string, Balance>> _wallets = [];

    /// <summary>The exchange's own number of the account.</summary>
    public long Uid { get; } = uid;

    /// <summary>The value of wallets that no endpoint of the exchange lists, by their names, in BTC.</summary>
    public IReadOnlyDictionary<string, decimal> OutsideBtc { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>In spot mode no position can be open, whatever the wallet allows.</summary>
    public virtual bool InSpotMode => false;

    /// <summary>A consistent snapshot of one wallet, in the order of the assets' codes.</summary>
    public ImmutableSortedDictionary<string, Balance> Wallet(Wallet wallet) =>
        _wallets.GetValueOrDefault(wallet.Name, Nothing);

    /// <summary>A balance of zero is removed.</summary>
    public void Set(Wallet wallet, string asset, Balance balance) =>
        ImmutableInterlocked.Update(
            ref _wallets,
            wallets =>
            {
                var rows = wallets.GetValueOrDefault(wallet.Name, Nothing);
                return wallets.SetItem(
                    wallet.Name, balance.IsZero ? rows.Remove(asset) : rows.SetItem(asset, balance));
            });
}
