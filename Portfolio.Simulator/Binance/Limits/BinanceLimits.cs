using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace Portfolio.Simulator.Binance.Limits;

/// <summary>
/// Counts the usage of every address and refuses requests beyond the limit: 429 first, then 418 if they continue.
/// </summary>
internal sealed class BinanceLimits(SimulatorClock clock, IOptions<LimitSettings> options)
{
    private readonly ConcurrentDictionary<IPAddress, AddressUsage> _addresses = new();
    private volatile LimitSettings _settings = options.Value;

    public LimitSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    public IEnumerable<AddressUsage> Usage => _addresses.Values;

    public LimitCharge Charge(IPAddress address, BinanceRoute route, int weight) =>
        _addresses.GetOrAdd(address, _ => new AddressUsage()).Charge(route, weight, clock.Now, _settings);

    /// <summary>Resets all usage and lifts all bans.</summary>
    public void Forgive() => _addresses.Clear();

    public void Reset()
    {
        Forgive();
        _settings = options.Value;
    }
}
