using System.Collections.Concurrent;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Accounts;

namespace Portfolio.Simulator.Kraken.Limits;

/// <summary>The nonces of each key, and how its requests were sent.</summary>
internal sealed class KrakenNonces
{
    private readonly ConcurrentDictionary<string, KeyUsage> _byKey = new();

    /// <summary>The keys that were used, by their names.</summary>
    public IReadOnlyList<KeyUsage> All => [.. _byKey.Values.OrderBy(usage => usage.Name, StringComparer.Ordinal)];

    public KeyUsage Of(Credential key) => _byKey.GetOrAdd(
        key.ApiKey, _ => new KeyUsage(key.Name, KrakenAccount.Of(key).TraitsOf(key).HighestNonce));

    /// <summary>The next request begins with the traits of its key.</summary>
    public void Forget(Credential key) => _byKey.TryRemove(key.ApiKey, out _);

    public void Reset() => _byKey.Clear();
}
