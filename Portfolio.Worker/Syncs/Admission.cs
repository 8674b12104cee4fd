using Portfolio.Storage.Budgets;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Whether a sync may begin. Disposed at the sync's end, it gives back the unused part of the reservation.
/// </summary>
/// <param name="Reservation">The budget that is set aside for the sync; null when it is deferred.</param>
/// <param name="Known">The health, at admission, of each place that the sync may send requests to.</param>
/// <param name="Deferral">Null when the sync may begin.</param>
internal sealed record Admission(
    BudgetReservation? Reservation,
    RequestBudget? Budget,
    IReadOnlyList<ExchangeHealth> Known,
    Deferral? Deferral) : IAsyncDisposable
{
    public static Admission Deferred(Deferral deferral) => new(null, null, [], deferral);

    /// <summary>The probe of an exchange that counts as down, which this sync has taken; null: none.</summary>
    public TakenProbe? Probe { get; init; }

    /// <summary>
    /// The wallets that the reservation does not pay for, and that the sync reads only where they may have changed;
    /// null: it pays for all.
    /// </summary>
    public ExpensiveWallets? MaySkip { get; init; }

    /// <summary>True: no run had found the place down when the sync was admitted.</summary>
    public bool WasWell(string place) => Known.Any(known => known.Exchange == place && known.Outages is 0);

    public async ValueTask DisposeAsync()
    {
        if (Reservation is not null && Budget is not null)
            await Budget.GiveBackAsync(Reservation, CancellationToken.None);
    }
}

/// <param name="Place">As in <see cref="BudgetOf"/>.</param>
/// <param name="Next">When the next one is due.</param>
internal sealed record TakenProbe(string Place, DateTimeOffset Next);
