using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// The turns of keys whose exchange orders their requests by a nonce. A key's requests are sent one after the other,
/// over all workers, users and validations.
/// </summary>
internal interface IKeyTurns
{
    /// <summary>
    /// For one call: dispose of it after the last attempt was answered, so that the next one may send.
    /// </summary>
    IKeyTurn Begin(string exchange, string apiKey);
}

/// <summary>One call's turn with a key.</summary>
internal interface IKeyTurn : IAsyncDisposable
{
    /// <summary>Of the attempt that was last waited for: above every nonce that was ever sent with the key.</summary>
    long Nonce { get; }

    /// <summary>
    /// Readings in a row that did not get the key's rights, before this call; null: they were never read.
    /// </summary>
    int? RightsMissed { get; }

    /// <summary>Waits until the next attempt may be sent, and adds it to the exchange's counter of the key.</summary>
    /// <param name="limit">The counter, and the cost of the attempt.</param>
    /// <returns>
    /// Null: it may be sent. Otherwise why not: the key is locked out, or its turn does not come within seconds.
    /// </returns>
    Task<BudgetRefusal?> NextAsync(KeyLimit limit, CancellationToken ct);

    /// <summary>No request is sent with the key for as long.</summary>
    /// <returns>How many keys are locked out now that were used from this address.</returns>
    Task<int> BlockAsync(TimeSpan time);

    /// <summary>Keeps whether the exchange reported the key's rights.</summary>
    /// <param name="missed">As <see cref="RightsMissed"/> is for the next call.</param>
    Task NoteRightsAsync(int missed, CancellationToken ct);
}
