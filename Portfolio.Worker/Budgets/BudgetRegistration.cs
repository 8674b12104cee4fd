namespace Portfolio.Worker.Budgets;

internal static class BudgetRegistration
{
    public static void AddBudgets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RequestBudgets>();
        builder.Services.AddSingleton<BudgetOf>(services => services.GetRequiredService<RequestBudgets>().Of);
    }
}
