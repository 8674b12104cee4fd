namespace Portfolio.Simulator.Market;

/// <summary>
/// The same numbers for the same seed on every machine and every .NET version (SplitMix64), which
/// <see cref="Random"/> does not promise.
/// </summary>
internal struct FixedRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Next(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }
}
