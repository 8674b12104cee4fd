namespace Portfolio.Simulator.Kraken.Limits;

/// <summary>The nonces of one key, and how its requests were sent.</summary>
/// <param name="highest">The highest nonce of its earlier life.</param>
internal sealed class KeyUsage(string name, ulong highest)
{
    private readonly Lock _gate = new();

    /// <summary>Those of the window below the highest.</summary>
    private readonly SortedSet<ulong> _used = [];

    private int _inFlight;

    public string Name { get; } = name;

    public ulong Highest { get; private set; } = highest;

    /// <summary>Requests with a valid signature that were refused because of their nonce.</summary>
    public int Invalid { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>Most requests at once.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>The last accepted request.</summary>
    public DateTimeOffset? LastUsed { get; private set; }

    public void Enter()
    {
        lock (_gate)
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
    }

    public void Leave()
    {
        lock (_gate)
            _inFlight--;
    }

    /// <param name="nonce">Null: not a number.</param>
    /// <returns>False: it is neither above the highest nor an unused one in the window.</returns>
    public bool Take(ulong? nonce, ulong window, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (nonce is not { } number || !IsFree(number, window))
            {
                Invalid++;
                return false;
            }

            Keep(number, window);
            Accepted++;
            LastUsed = now;
            return true;
        }
    }

    private bool IsFree(ulong nonce, ulong window) =>
        nonce > Highest || (nonce < Highest && Highest - nonce <= window && !_used.Contains(nonce));

    private void Keep(ulong nonce, ulong window)
    {
        Highest = Math.Max(Highest, nonce);
        if (window is 0)
            return;

        _used.Add(nonce);
        _used.RemoveWhere(used => Highest - used > window);
    }
}
