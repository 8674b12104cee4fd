using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

/// <summary>The budget of an exchange, or of one of its hosts where each counts for itself ("okx:eea").</summary>
internal delegate IRequestBudget BudgetOf(string place);

/// <summary>Every budget of this process, each made once.</summary>
internal sealed class RequestBudgets(
    BudgetStore store, HealthStore health, HealthCache knownHealth, IOptions<EgressOptions> egress,
    TimeProvider clock, ILogger<RequestBudget> logger)
{
    private readonly ConcurrentDictionary<string, RequestBudget> budgets = new();

    /// <param name="place">As in <see cref="BudgetOf"/>.</param>
    public RequestBudget Of(string place) =>
        budgets.GetOrAdd(place, name => new RequestBudget(
            name, store, health, knownHealth, egress.Value.Name, clock, logger));
}
