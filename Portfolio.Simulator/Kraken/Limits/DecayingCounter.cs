namespace Portfolio.Simulator.Kraken.Limits;

/// <summary>A counter that every call raises and time lowers.</summary>
internal sealed class DecayingCounter(DateTimeOffset start)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _at = start;
    private double _value;

    /// <returns>False when it is full; a refused call keeps it full.</returns>
    public bool Add(int cost, DateTimeOffset now, CounterRule rule)
    {
        lock (_gate)
        {
            _value = Math.Max(0, _value - (Math.Max(0, (now - _at).TotalSeconds) * rule.DecayPerSecond));
            _at = now;
            var fits = _value + cost <= rule.Max;
            _value = Math.Min(rule.Max, _value + cost);
            return fits;
        }
    }
}

internal sealed record CounterRule(double Max, double DecayPerSecond);
