namespace Portfolio.Simulator.Faults;

/// <summary>The faults that are switched on. The oldest one that fits a request is taken.</summary>
internal sealed class ActiveFaults
{
    private readonly Lock _gate = new();
    private readonly List<ActiveFault> _faults = [];
    private int _lastId;

    public IReadOnlyList<ActiveFault> All
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    public ActiveFault SwitchOn(Fault fault)
    {
        lock (_gate)
        {
            var active = new ActiveFault(++_lastId, fault);
            _faults.Add(active);
            return active;
        }
    }

    /// <summary>Ends one fault, or all of them; requests that hang because of it are released.</summary>
    public bool Clear(int? id = null)
    {
        List<ActiveFault> cleared;
        lock (_gate)
        {
            cleared = [.. _faults.Where(fault => id is null || fault.Id == id)];
            _faults.RemoveAll(cleared.Contains);
        }

        foreach (var fault in cleared)
            fault.LetGo();
        return cleared.Count > 0;
    }

    /// <summary>Takes the fault for one request and counts it; null when none fits.</summary>
    public ActiveFault? Take(string path, string? account)
    {
        lock (_gate)
        {
            if (_faults.Count == 0 || _faults.Find(fault => fault.Fits(path, account)) is not { } fault)
                return null;

            if (fault.Count())
                _faults.Remove(fault);
            return fault;
        }
    }
}
