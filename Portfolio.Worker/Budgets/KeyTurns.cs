using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The turns of this process's calls. Those with the same key wait for each other here, and only the first of them asks
/// the database, where the calls of other workers wait.
/// </summary>
internal sealed class KeyTurns(KeyTurnStore store, IOptions<EgressOptions> egress, TimeProvider clock) : IKeyTurns
{
    private readonly ConcurrentDictionary<(string Exchange, string ApiKey), KeyQueue> queues = new();

    public IKeyTurn Begin(string exchange, string apiKey) =>
        new KeyTurn(store, exchange, apiKey, egress.Value.Name, Join((exchange, apiKey)), clock);

    /// <summary>A queue is remembered only while a call is in it.</summary>
    private KeyQueue Join((string Exchange, string ApiKey) key)
    {
        while (true)
        {
            var queue = queues.GetOrAdd(key, found => new KeyQueue(left => queues.TryRemove(new(found, left))));
            if (queue.Join())
                return queue;
        }
    }
}

/// <summary>The calls of this process with one key.</summary>
internal sealed class KeyQueue(Action<KeyQueue> forget) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private int calls;

    /// <summary>False: it has just been forgotten.</summary>
    public bool Join()
    {
        lock (gate)
        {
            if (calls < 0)
                return false;

            calls++;
            return true;
        }
    }

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct) => turn.WaitAsync(atMost, ct);

    public void Leave(bool hadTurn)
    {
        if (hadTurn)
            turn.Release();

        lock (gate)
        {
            if (--calls > 0)
                return;

            calls = -1;
        }

        forget(this);
        Dispose();
    }

    public void Dispose() => turn.Dispose();
}
