using System.Collections.Concurrent;
using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The pauses and outages of exchanges, as this process knows them. It reads them from the database at most once per
/// place and second, for all its requests together, and again as soon as a notification says that they have changed.
/// What is older than a second is read before it is used, so a lost notification or a frozen process costs no ban.
/// </summary>
internal sealed class HealthCache(HealthStore store, string address, TimeProvider clock)
{
    /// <summary>By the monotonic clock: setting the time does not make anything fresh.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Place> places = new();

    /// <param name="place">As in <see cref="BudgetOf"/>.</param>
    public ValueTask<ExchangeHealth> FindAsync(string place, CancellationToken ct) =>
        places.GetOrAdd(place, name => new Place(name, address, store, clock)).FindAsync(ct);

    /// <summary>It has changed, so what is known of it is old.</summary>
    public void Forget(string place)
    {
        if (places.TryGetValue(place, out var known))
            known.Forget();
    }

    /// <summary>Notifications may have been missed.</summary>
    public void ForgetAll()
    {
        foreach (var place in places.Values)
            place.Forget();
    }

    private sealed class Place(string name, string address, HealthStore store, TimeProvider clock)
    {
        private readonly Lock gate = new();
        private ExchangeHealth? latest;
        private long readAt;
        private long changes;
        private Task<ExchangeHealth>? reading;

        public ValueTask<ExchangeHealth> FindAsync(CancellationToken ct)
        {
            lock (gate)
            {
                if (latest is { } known && clock.GetElapsedTime(readAt) < FreshFor)
                    return new ValueTask<ExchangeHealth>(known);

                // Task.Run, so that a reading that ends at once cannot clear the field before it is set.
                reading ??= Task.Run(ReadAsync, CancellationToken.None);
                return new ValueTask<ExchangeHealth>(reading.WaitAsync(ct));
            }
        }

        public void Forget()
        {
            lock (gate)
            {
                latest = null;
                reading = null;
                changes++;
            }
        }

        private async Task<ExchangeHealth> ReadAsync()
        {
            var (begunAt, begunWith) = (clock.GetTimestamp(), Interlocked.Read(ref changes));
            try
            {
                var health = await store.FindAsync(name, address, CancellationToken.None);
                Keep(health, begunAt, begunWith);
                return health;
            }
            catch
            {
                Keep(null, begunAt, begunWith);
                throw;
            }
        }

        /// <summary>What was read before a change may be the state before it: it is not kept.</summary>
        private void Keep(ExchangeHealth? health, long begunAt, long begunWith)
        {
            lock (gate)
            {
                if (changes != begunWith)
                    return;

                (latest, readAt, reading) = (health, begunAt, null);
            }
        }
    }
}
