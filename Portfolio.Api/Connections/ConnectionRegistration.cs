using Portfolio.Storage.Startup;

namespace Portfolio.Api.Connections;

internal static class ConnectionRegistration
{
    public static void AddConnections(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ConnectionOptions, ConnectionOptionsValidator>()
            .BindConfiguration(ConnectionOptions.Section)
            .Renamed("Sync:AskedByPersonFor", "Sync:PersonRequestExpiresAfter");
        builder.Services.AddSingleton<ConnectionSignals>();
        builder.Services.AddSingleton<SyncWaiter>();
        builder.Services.AddSingleton<ConnectionFeed>();
        builder.Services.AddSingleton<SyncPublisher>();
        builder.Services.AddSingleton<KeyValidation>();
        builder.Services.AddSingleton<ConnectHandler>();
        builder.Services.AddSingleton<SyncResponses>();
        builder.Services.AddSingleton<ValidateHandler>();
        builder.Services.AddSingleton<EditHandler>();
        builder.Services.AddSingleton<MoveHandler>();
        builder.Services.AddSingleton<ReplaceCredentialsHandler>();
        builder.Services.AddSingleton<ResyncHandler>();
        builder.Services.AddSingleton<ConfirmReadingHandler>();
        builder.Services.AddSingleton<AnswerRenameHandler>();
        builder.Services.AddSingleton<DisconnectHandler>();
    }
}
