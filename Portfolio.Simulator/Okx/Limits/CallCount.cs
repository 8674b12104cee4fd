namespace Portfolio.Simulator.Okx.Limits;

/// <summary>
/// The number of calls of each caller within the current period. It starts again at every full period of the server's
/// clock, so that it never remembers more callers than one period brings.
/// </summary>
internal sealed class CallCount(TimeSpan period)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _calls = [];
    private long _index = -1;

    /// <returns>The calls of this caller in the period, this one included.</returns>
    public int Add(string who, DateTimeOffset now)
    {
        lock (_gate)
        {
            var index = now.UtcTicks / period.Ticks;
            if (index != _index)
            {
                _calls.Clear();
                _index = index;
            }

            return _calls[who] = _calls.GetValueOrDefault(who) + 1;
        }
    }

    public void Forget()
    {
        lock (_gate)
            _calls.Clear();
    }
}
