using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// How many of the schedule's syncs run at the same time in this process: as many as configured while the exchange
/// answers quickly, and more the longer its answers take, so that waiting for a slow exchange does not limit the syncs
/// per second. The budget does that.
/// </summary>
internal sealed class ScheduleGate(IOptions<SyncOptions> options, TimeProvider clock)
{
    /// <summary>The multiple of the configured number that is never exceeded.</summary>
    public const int AtMost = 8;

    /// <summary>Syncs that take no longer do not raise the number.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The quickest of so many counts. It is the exchange's time; a process that is short of CPU slows most syncs and
    /// must not begin more of them.
    /// </summary>
    private const int Window = 64;

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private readonly Queue<TimeSpan> durations = new();
    private readonly int configured = options.Value.Concurrency;
    private int running;

    /// <summary>How many may run now.</summary>
    public int Limit
    {
        get
        {
            lock (gate)
                return Math.Clamp((int)(configured * Quickest / Quick), configured, configured * AtMost);
        }
    }

    private TimeSpan Quickest => durations.Count < Window ? TimeSpan.Zero : durations.Min();

    /// <summary>Waits for its turn; dispose it when the sync has ended.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelled = ct.Register(() => turn.TrySetCanceled(ct));
        lock (gate)
            waiting.Enqueue(turn);
        Admit();
        await turn.Task;
        return new Turn(this, clock.GetTimestamp());
    }

    private void Admit()
    {
        lock (gate)
        {
            while (running < Limit && waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    running++;
            }
        }
    }

    private void Leave(TimeSpan took)
    {
        lock (gate)
        {
            running--;
            durations.Enqueue(took);
            if (durations.Count > Window)
                durations.Dequeue();
        }

        Admit();
    }

    private sealed class Turn(ScheduleGate gate, long begunAt) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) is 0)
                gate.Leave(gate.Elapsed(begunAt));
        }
    }

    private TimeSpan Elapsed(long begunAt) => clock.GetElapsedTime(begunAt);
}
