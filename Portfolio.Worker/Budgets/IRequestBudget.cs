using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Budgets;

/// <summary>What this server may still ask of one exchange, whoever of its workers asks.</summary>
internal interface IRequestBudget
{
    /// <summary>
    /// Spends a request's weight before it is sent, from what its sync has reserved where it can. Waits a few seconds
    /// for room, no longer.
    /// </summary>
    /// <param name="cost">Null: nothing that is shared is spent, and only a pause keeps it back.</param>
    /// <param name="reservation">Null: nothing was reserved.</param>
    /// <param name="ahead">How far the exchange's clock is ahead of ours.</param>
    /// <exception cref="BudgetSpentException">There is no room before the window ends.</exception>
    /// <exception cref="ExchangeException"><c>rate_limited</c>: the exchange wants a pause, until its time.</exception>
    Task SpendAsync(RequestCost? cost, BudgetReservation? reservation, TimeSpan ahead, CancellationToken ct);

    /// <summary>
    /// Takes the exchange's own count of the window under way, where it is higher than ours. An answer that comes in
    /// another window than its request was sent in tells of nobody knows which, and is passed over.
    /// </summary>
    Task CorrectAsync(Bucket bucket, int reported, DateTimeOffset sentAt, TimeSpan ahead, CancellationToken ct);

    /// <summary>
    /// The exchange told us to stay away: keeps every worker away until then. A pause only ever grows; answers how long
    /// it is now.
    /// </summary>
    Task<DateTimeOffset> PauseAsync(DateTimeOffset until, CancellationToken ct);
}
