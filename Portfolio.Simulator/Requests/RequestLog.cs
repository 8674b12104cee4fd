using Microsoft.Extensions.Options;

namespace Portfolio.Simulator.Requests;

/// <summary>The newest requests the exchanges received.</summary>
internal sealed class RequestLog(IOptions<SimulatorOptions> options)
{
    private readonly Lock _gate = new();
    private readonly RequestEntry?[] _entries = new RequestEntry?[options.Value.RequestLogSize];
    private long _received;

    /// <summary>The number of requests since the last <see cref="Clear"/>, those no longer stored included.</summary>
    public long Received => Interlocked.Read(ref _received);

    public void Add(RequestEntry entry)
    {
        lock (_gate)
            _entries[_received++ % _entries.Length] = entry;
    }

    public void Clear()
    {
        lock (_gate)
        {
            Array.Clear(_entries);
            _received = 0;
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RequestEntry> Entries()
    {
        lock (_gate)
        {
            var first = (int)(_received % _entries.Length);
            return [.. _entries.Skip(first).Concat(_entries.Take(first)).OfType<RequestEntry>()];
        }
    }
}
