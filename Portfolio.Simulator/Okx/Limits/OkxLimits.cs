using Microsoft.Extensions.Options;

namespace Portfolio.Simulator.Okx.Limits;

/// <summary>Counts calls per endpoint and caller, refused ones included, and finds those beyond the limit.</summary>
internal sealed class OkxLimits(SimulatorClock clock, IOptions<OkxLimitSettings> options)
{
    private readonly Dictionary<string, CallCount> _counts = LimitTable.Rules.ToDictionary(
        rule => rule.Key, rule => new CallCount(TimeSpan.FromSeconds(rule.Value.Seconds)));

    private volatile OkxLimitSettings _settings = options.Value;
    private long _refused;

    public OkxLimitSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Answers of 50011 since usage was last reset.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public bool Admits(string endpoint, string who)
    {
        if (_counts[endpoint].Add(who, clock.Now) <= _settings.RequestsFor(endpoint))
            return true;

        Interlocked.Increment(ref _refused);
        return false;
    }

    public void Forgive()
    {
        foreach (var count in _counts.Values)
            count.Forget();
        Interlocked.Exchange(ref _refused, 0);
    }

    public void Reset()
    {
        Forgive();
        _settings = options.Value;
    }
}
