using Portfolio.Storage.Budgets;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Exchanges;

/// <summary>The turns of a client that is alone: they come at once, and a block is kept for all keys.</summary>
internal sealed class OwnTurns(TimeProvider clock) : IKeyTurns
{
    private readonly TimeProvider clock = clock;
    private long last;

    /// <summary>Turns that were taken and not given back.</summary>
    public int Open { get; private set; }

    public DateTimeOffset? BlockedUntil { get; private set; }

    public int? RightsMissed { get; private set; }

    /// <summary>Keys that are locked out, by the answer to each block.</summary>
    public int KeysLockedOut { get; set; } = 1;

    public IKeyTurn Begin(string exchange, string apiKey) => new Turn(this);

    private sealed class Turn : IKeyTurn
    {
        private readonly OwnTurns turns;

        public Turn(OwnTurns turns)
        {
            this.turns = turns;
            turns.Open++;
        }

        public long Nonce { get; private set; }

        public int? RightsMissed => turns.RightsMissed;

        public Task<BudgetRefusal?> NextAsync(KeyLimit limit, CancellationToken ct)
        {
            var now = turns.clock.GetUtcNow();
            if (turns.BlockedUntil > now)
                return Task.FromResult<BudgetRefusal?>(new("kraken", null, turns.BlockedUntil.Value));

            Nonce = turns.last = Math.Max(turns.last + 1, now.ToUnixTimeMilliseconds() * 1_000_000);
            return Task.FromResult<BudgetRefusal?>(null);
        }

        public Task<int> BlockAsync(TimeSpan time)
        {
            turns.BlockedUntil = turns.clock.GetUtcNow() + time;
            return Task.FromResult(turns.KeysLockedOut);
        }

        public Task NoteRightsAsync(int missed, CancellationToken ct)
        {
            turns.RightsMissed = missed;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            turns.Open--;
            return ValueTask.CompletedTask;
        }
    }
}
