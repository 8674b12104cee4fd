namespace Portfolio.Worker.Batches;

/// <summary>
/// Handles what comes within a moment together. While one batch is being handled, later items wait for the next one.
/// </summary>
/// <param name="linger">How long the first item of a batch waits for others; zero: it is handled at once.</param>
/// <param name="atMost">Items of one batch.</param>
/// <param name="handle">Returns a result for each item, in their order. An exception fails all of them.</param>
internal sealed class BatchQueue<TItem, TResult>(
    TimeSpan linger, int atMost, TimeProvider clock, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> handle)
{
    private readonly Lock gate = new();
    private readonly List<Entry> waiting = [];
    private bool handling;

    /// <summary>A caller that gives up leaves its item in the batch.</summary>
    public Task<TResult> AddAsync(TItem item, CancellationToken ct)
    {
        var entry = new Entry(item);
        lock (gate)
        {
            waiting.Add(entry);
            if (!handling)
            {
                handling = true;
                _ = Task.Run(HandleAllAsync, CancellationToken.None);
            }
        }

        return entry.Result.Task.WaitAsync(ct);
    }

    private async Task HandleAllAsync()
    {
        do
        {
            if (linger > TimeSpan.Zero)
                await Task.Delay(linger, clock);
            await HandleAsync(Take());
        }
        while (GoesOn());
    }

    private List<Entry> Take()
    {
        lock (gate)
        {
            var batch = waiting.Take(atMost).ToList();
            waiting.RemoveRange(0, batch.Count);
            return batch;
        }
    }

    private bool GoesOn()
    {
        lock (gate)
            return handling = waiting.Count > 0;
    }

    private async Task HandleAsync(List<Entry> batch)
    {
        try
        {
            var results = await handle([.. batch.Select(entry => entry.Item)]);
            foreach (var (entry, result) in batch.Zip(results))
                entry.Result.TrySetResult(result);
        }
        catch (Exception fault)
        {
            foreach (var entry in batch)
                entry.Result.TrySetException(fault);
        }
    }

    private sealed record Entry(TItem Item)
    {
        public TaskCompletionSource<TResult> Result { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
