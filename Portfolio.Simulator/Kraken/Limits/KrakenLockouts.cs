using System.Net;

namespace Portfolio.Simulator.Kraken.Limits;

/// <summary>
/// After many bad keys, signatures and nonces Kraken locks a key out, or an address too; each further attempt begins
/// the lockout again.
/// </summary>
internal sealed class KrakenLockouts(KrakenLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _failures = [];
    private readonly Dictionary<string, DateTimeOffset> _until = [];
    private long _refused;

    /// <summary>Calls during a lockout since usage was last reset.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    private TimeSpan Length => TimeSpan.FromSeconds(limits.Settings.LockoutSeconds);

    /// <summary>Whether the key or the address is locked out; such an attempt prolongs it.</summary>
    public bool Hold(string apiKey, IPAddress address, DateTimeOffset now)
    {
        lock (_gate)
        {
            var locked = Subjects(apiKey, address).Where(subject => _until.GetValueOrDefault(subject) > now).ToList();
            foreach (var subject in locked)
                _until[subject] = now + Length;
            _refused += locked is [] ? 0 : 1;
            return locked is not [];
        }
    }

    /// <summary>Counts a refusal.</summary>
    public void Count(string apiKey, IPAddress address, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var subject in Subjects(apiKey, address))
                Count(subject, now);
        }
    }

    public void Forgive()
    {
        lock (_gate)
        {
            _failures.Clear();
            _until.Clear();
            _refused = 0;
        }
    }

    private void Count(string subject, DateTimeOffset now)
    {
        if (!_failures.TryGetValue(subject, out var failures))
            _failures[subject] = failures = [];
        while (failures.TryPeek(out var oldest) && (now - oldest).TotalSeconds > limits.Settings.FailureWindowSeconds)
            failures.Dequeue();
        failures.Enqueue(now);
        if (failures.Count < limits.Settings.FailuresBeforeLockout)
            return;

        failures.Clear();
        _until[subject] = now + Length;
    }

    private IEnumerable<string> Subjects(string apiKey, IPAddress address)
    {
        if (apiKey.Length > 0)
            yield return "key " + apiKey;
        if (limits.Settings.LockoutByAddress)
            yield return $"address {address}";
    }
}
