using System.Collections.Concurrent;

namespace Portfolio.Simulator.Market;

/// <summary>Long answers about an unchanged market, written once. Only a few variants are kept.</summary>
internal sealed class AnswerCache
{
    private const int MostVariants = 64;

    private readonly ConcurrentDictionary<string, byte[]> _bodies = new();

    public byte[] Get(string variant, Func<byte[]> write)
    {
        if (_bodies.TryGetValue(variant, out var body))
            return body;

        body = write();
        if (_bodies.Count < MostVariants)
            _bodies[variant] = body;
        return body;
    }
}
