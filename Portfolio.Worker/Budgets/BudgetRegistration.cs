using Microsoft.Extensions.Options;
using Portfolio.Storage.Budgets;

namespace Portfolio.Worker.Budgets;

internal static class BudgetRegistration
{
    public static void AddBudgets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new HealthCache(
            services.GetRequiredService<HealthStore>(),
            services.GetRequiredService<IOptions<EgressOptions>>().Value.Name,
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<HealthListener>();
        builder.Services.AddSingleton<RequestBudgets>();
        builder.Services.AddSingleton<IKeyTurns, KeyTurns>();
        builder.Services.AddSingleton<BudgetOf>(services => services.GetRequiredService<RequestBudgets>().Of);
    }
}
