using Portfolio.Storage.Startup;

namespace Portfolio.Worker.Syncs;

internal static class SyncRegistration
{
    public static void AddSyncs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<SyncOptions, SyncOptionsValidator>()
            .BindConfiguration(SyncOptions.Section)
            .Renamed("Sync:AskedFor", "Sync:RequestExpiresAfter");
        builder.Services.AddSingleton<SyncAdmission>();
        builder.Services.AddSingleton<ClaimReader>();
        builder.Services.AddSingleton<AccountStates>();
        builder.Services.AddSingleton<SyncSets>();
        builder.Services.AddSingleton<ScheduleGate>();
        builder.Services.AddSingleton<ChangePublisher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ChangePublisher>());
        builder.Services.AddScoped<ClaimedSync>();
        builder.Services.AddScoped<ConnectionSync>();
    }
}
