using Portfolio.Contracts.Errors;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>A request was not sent, because of a limit that is known: no failure of the connection.</summary>
/// <param name="until">When it can be.</param>
internal abstract class NotSentException(string message, DateTimeOffset until)
    : ExchangeException(ErrorKinds.RateLimited, null, message, until)
{
    public DateTimeOffset Until { get; } = until;

    public static NotSentException Of(BudgetRefusal refusal) => refusal.Bucket is { } bucket
        ? new BudgetSpentException($"{refusal.Place} {bucket}", refusal.Until)
        : new PausedException(refusal.Place, refusal.Until);
}

/// <summary>This server's share of an exchange's limit is exhausted. A sync goes back to the schedule.</summary>
internal class BudgetSpentException(string bucket, DateTimeOffset until)
    : NotSentException($"The budget of {bucket} is spent until {until:u}.", until);

/// <summary>The schedule's share has no capacity for wallets that the sync had not paid for.</summary>
internal sealed class FullReadingDeferredException(string exchange, DateTimeOffset until)
    : BudgetSpentException($"{exchange}'s expensive wallets", until);

/// <summary>
/// The exchange has demanded a pause. A scheduled sync goes back to the schedule; one that a person waits for fails
/// with this.
/// </summary>
internal sealed class PausedException(string exchange, DateTimeOffset until)
    : NotSentException($"{exchange} wants a pause; nothing is sent before {until:u}.", until);
