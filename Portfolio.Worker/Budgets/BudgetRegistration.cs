namespace Portfolio.Worker.Budgets;

internal static class BudgetRegistration
{
    public static void AddBudgets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<EgressOptions>().BindConfiguration(EgressOptions.Section);
        builder.Services.AddSingleton<RequestBudgets>();
        builder.Services.AddSingleton<BudgetOf>(services => services.GetRequiredService<RequestBudgets>().Of);
    }
}
