using System.Collections.Immutable;

namespace Portfolio.Simulator.Accounts;

/// <summary>One account at an exchange: what it owns, wherever it lies. More than one key can open it.</summary>
internal sealed class SimulatedAccount(long uid)
{
    private ImmutableDictionary<string, ImmutableSortedDictionary<string, Balance>> _wallets =
        WalletKinds.All.ToImmutableDictionary(
            wallet => wallet,
            _ => ImmutableSortedDictionary.Create<string, Balance>(StringComparer.Ordinal));

    /// <summary>The exchange's own number of the account.</summary>
    public long Uid { get; } = uid;

    /// <summary>What lies in wallets beyond those of <see cref="WalletKinds"/>, by their names, in BTC.</summary>
    public IReadOnlyDictionary<string, decimal> OutsideBtc { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>A consistent picture of one wallet, in the order of the assets' codes.</summary>
    public ImmutableSortedDictionary<string, Balance> Wallet(string wallet) => _wallets[wallet];

    /// <summary>A balance of zero is removed.</summary>
    public void Set(string wallet, string asset, Balance balance) =>
        ImmutableInterlocked.Update(
            ref _wallets,
            wallets => wallets.SetItem(
                wallet,
                balance.IsZero ? wallets[wallet].Remove(asset) : wallets[wallet].SetItem(asset, balance)));
}
