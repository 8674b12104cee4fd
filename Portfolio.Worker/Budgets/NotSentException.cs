using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Budgets;

/// <summary>A request was not sent, because of a limit that is known: not the connection's trouble.</summary>
/// <param name="until">When it can be.</param>
internal abstract class NotSentException(string message, DateTimeOffset until)
    : ExchangeException(ErrorKinds.RateLimited, null, message, until)
{
    public DateTimeOffset Until { get; } = until;
}

/// <summary>Our own share of an exchange's limit is used up. A sync goes back to the schedule.</summary>
internal sealed class BudgetSpentException(string bucket, DateTimeOffset until)
    : NotSentException($"The budget of {bucket} is spent until {until:u}.", until);

/// <summary>
/// The exchange asked for a pause before. A sync that nobody waits for goes back to the schedule; who waits is told.
/// </summary>
internal sealed class PausedException(string exchange, DateTimeOffset until)
    : NotSentException($"{exchange} wants a pause; nothing is sent before {until:u}.", until);
