using Npgsql;
using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// A call's turn, as a lease in the database. It lasts longer than an attempt may take. A process that was frozen past
/// its end sends a nonce that is too low by then, and the exchange refuses it.
/// </summary>
internal sealed class KeyTurn(
    KeyTurnStore store, string exchange, string apiKey, string egress, KeyQueue queue, TimeProvider clock) : IKeyTurn
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly Guid call = Guid.CreateVersion7();
    private bool isFirst;
    private bool isLeased;

    public long Nonce { get; private set; }

    public int? RightsMissed { get; private set; }

    public async Task<BudgetRefusal?> NextAsync(KeyLimit limit, CancellationToken ct)
    {
        var begunAt = clock.GetTimestamp();
        isFirst = isFirst || await queue.WaitAsync(Patience, ct);
        for (var look = FirstLook; isFirst; look = Shorter(look * 2, LongestLook))
        {
            var taken = await store.TakeAsync(exchange, apiKey, call, Lease, limit, ct);
            isLeased = taken.Nonce is not null;
            (Nonce, RightsMissed) = (taken.Nonce ?? 0, taken.RightsMissed);
            if (isLeased)
                return null;
            if (taken.BlockedUntil is { } end)
                return new BudgetRefusal(exchange, null, end);

            var wait = TimeSpan.FromMilliseconds(taken.WaitMs);
            if (clock.GetElapsedTime(begunAt) + look > Patience)
                return Busy(wait);

            await Task.Delay(Shorter(wait, look), clock, ct);
        }

        return Busy(Patience);
    }

    public async Task<int> BlockAsync(TimeSpan time)
    {
        try
        {
            return await store.BlockAsync(exchange, apiKey, egress, time, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection's own retry time holds it back; only other workers do not know of the block.
            return 1;
        }
    }

    public Task NoteRightsAsync(int missed, CancellationToken ct) =>
        missed == RightsMissed ? Task.CompletedTask : store.NoteRightsAsync(exchange, apiKey, missed, ct);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (isLeased)
                await store.GiveBackAsync(exchange, apiKey, call, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The lease ends by itself.
        }
        finally
        {
            queue.Leave(isFirst);
        }
    }

    private BudgetRefusal Busy(TimeSpan wait) => new(exchange, "requests of a key", clock.GetUtcNow() + wait);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
