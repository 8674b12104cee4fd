using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>An account at Kraken, which has traits beside its balances, and whose keys have some too.</summary>
internal sealed class KrakenAccount(long uid) : SimulatedAccount(uid)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly Lock _rows = new();
    private volatile KrakenTraits _traits = KrakenTraits.Plain;
    private ImmutableDictionary<string, KrakenKeyTraits> _keys = [];

    public KrakenTraits Traits
    {
        get => _traits;
        set => _traits = value;
    }

    /// <summary>The public id of the account: AA and fourteen letters and digits.</summary>
    public string Iiban { get; } = "AA" + string.Concat(
        SHA256.HashData(Encoding.ASCII.GetBytes($"iiban {uid}")).Take(14).Select(value => Letters[value % 32]));

    /// <exception cref="InvalidOperationException">The key is one of another exchange.</exception>
    public static KrakenAccount Of(Credential key) =>
        key.Account as KrakenAccount
        ?? throw new InvalidOperationException($"{key.Name} is not an account at Kraken.");

    public KrakenKeyTraits TraitsOf(Credential key) => _keys.GetValueOrDefault(key.Name, KrakenKeyTraits.Plain);

    public void SetTraits(string keyName, KrakenKeyTraits traits) =>
        ImmutableInterlocked.Update(ref _keys, keys => keys.SetItem(keyName, traits));

    /// <summary>The rows of Balance and BalanceEx, those with zero included, in the order of their names.</summary>
    public IReadOnlyList<KrakenRow> Rows()
    {
        lock (_rows)
            return [.. SpotRows().Concat(OtherRows()).OrderBy(row => row.Name(isNew: false), StringComparer.Ordinal)];
    }

    /// <summary>All coins that can earn rewards move into the rows of the rewards, or out of them.</summary>
    public void MoveRewards(bool on)
    {
        var (from, to) = on ? (KrakenWallets.Spot, KrakenWallets.Rewards) : (KrakenWallets.Rewards, KrakenWallets.Spot);
        lock (_rows)
        {
            foreach (var (code, balance) in Wallet(from))
            {
                if (KrakenCoins.ByCode.GetValueOrDefault(code)?.EarnsRewards is true)
                    Move(code, balance, from, to);
            }
        }
    }

    private void Move(string code, Balance balance, Wallet from, Wallet to)
    {
        var there = Wallet(to).GetValueOrDefault(code);
        Set(to, code, there with
        {
            Free = KrakenAmount.Sum(there.Free, balance.Free),
            Locked = KrakenAmount.Sum(there.Locked, balance.Locked),
        });
        Set(from, code, balance with { Free = Quantity.Zero, Locked = Quantity.Zero });
    }

    /// <summary>Orders hold coins on the row without a suffix, also coins that are in the row of rewards.</summary>
    private IEnumerable<KrakenRow> SpotRows()
    {
        var (spot, rewards) = (Wallet(KrakenWallets.Spot), Wallet(KrakenWallets.Rewards));
        return
            from code in spot.Keys.Concat(Traits.OnceHeld).Concat(rewards.Keys).Distinct()
            let balance = spot.GetValueOrDefault(code)
            let hold = KrakenAmount.Sum(balance.Locked, rewards.GetValueOrDefault(code).Locked)
            select new KrakenRow(code, "", balance, hold);
    }

    private IEnumerable<KrakenRow> OtherRows() =>
        from wallet in KrakenWallets.All
        where wallet != KrakenWallets.Spot && wallet != KrakenWallets.Vault
        from row in Wallet(wallet)
        select new KrakenRow(row.Key, KrakenWallets.SuffixOf(wallet, row.Key), row.Value, Quantity.Zero);
}
