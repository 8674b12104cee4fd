namespace Portfolio.Worker.Budgets;

/// <summary>The requests that this server may still send to one exchange, shared by all of its workers.</summary>
internal interface IRequestBudget
{
    /// <summary>The clock that the exchange's windows follow. The client that measures it corrects it here.</summary>
    ExchangeClock Clock { get; }

    /// <summary>
    /// Spends a request's weight before it is sent, from the reservation of its sync where that covers it. Waits a few
    /// seconds for the next window, no longer.
    /// </summary>
    /// <param name="cost">Null: it spends no shared limit, and only a pause holds it back.</param>
    /// <param name="reservation">Null: nothing was reserved.</param>
    /// <returns>Null: the weight was spent, and the request may be sent. Otherwise why it must not be sent.</returns>
    Task<BudgetRefusal?> SpendAsync(RequestCost? cost, BudgetReservation? reservation, CancellationToken ct);

    /// <summary>
    /// Takes the exchange's own count of the current window where it is higher. A count that arrives in another window
    /// than its request was sent in may be of either, and is ignored. So is a failure of the database.
    /// </summary>
    /// <param name="sentAt">By this server's clock.</param>
    Task CorrectAsync(Bucket bucket, int reported, DateTimeOffset sentAt, CancellationToken ct);

    /// <summary>
    /// The exchange accepts no requests until then: pauses every worker. A pause only ever grows; returns its end.
    /// While the database does not take it, it holds in this process.
    /// </summary>
    Task<DateTimeOffset> PauseAsync(DateTimeOffset until);
}
