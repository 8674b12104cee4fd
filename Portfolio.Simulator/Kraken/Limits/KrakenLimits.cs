using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace Portfolio.Simulator.Kraken.Limits;

/// <summary>The counter of each key, and the public calls of each address.</summary>
internal sealed class KrakenLimits(IOptions<KrakenLimitSettings> options)
{
    private readonly ConcurrentDictionary<string, DecayingCounter> _keys = new();
    private readonly ConcurrentDictionary<IPAddress, DecayingCounter> _addresses = new();

    private volatile KrakenLimitSettings _settings = options.Value;
    private long _refused;

    public KrakenLimitSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Calls beyond a limit since usage was last reset.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public bool Admits(KrakenCall call)
    {
        var rule = _settings.RuleFor(call.Account.Traits.Tier);
        var counter = _keys.GetOrAdd(call.Key.ApiKey, _ => new DecayingCounter(call.Now));
        return Counted(counter.Add(call.Method.Cost, call.Now, rule));
    }

    public bool AdmitsAddress(IPAddress address, DateTimeOffset now)
    {
        if (_settings is not { PublicBurst: > 0 and var burst, PublicPerSecond: var perSecond })
            return true;

        var counter = _addresses.GetOrAdd(address, _ => new DecayingCounter(now));
        return Counted(counter.Add(1, now, new CounterRule(burst, perSecond)));
    }

    public void Forgive()
    {
        _keys.Clear();
        _addresses.Clear();
        Interlocked.Exchange(ref _refused, 0);
    }

    public void Reset()
    {
        Forgive();
        _settings = options.Value;
    }

    private bool Counted(bool admitted)
    {
        if (!admitted)
            Interlocked.Increment(ref _refused);
        return admitted;
    }
}
