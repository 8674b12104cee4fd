using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Budgets;

/// <summary>
/// Our own share of an exchange's limit is used up, so the request was not sent. Not the connection's trouble: a sync
/// goes back to the schedule.
/// </summary>
/// <param name="until">When there is room again.</param>
internal sealed class BudgetSpentException(string bucket, DateTimeOffset until)
    : ExchangeException(ErrorKinds.RateLimited, null, $"The budget of {bucket} is spent until {until:u}.", until)
{
    public DateTimeOffset Until { get; } = until;
}
