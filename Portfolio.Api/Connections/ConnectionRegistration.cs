namespace Portfolio.Api.Connections;

internal static class ConnectionRegistration
{
    public static void AddConnections(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ConnectionOptions, ConnectionOptionsValidator>()
            .BindConfiguration(ConnectionOptions.Section);
        builder.Services.AddSingleton<Signals>();
        builder.Services.AddSingleton<SyncWaiter>();
        builder.Services.AddSingleton<ConnectionFeed>();
        builder.Services.AddSingleton<IdempotentResponses>();
        builder.Services.AddSingleton<SyncPublisher>();
        builder.Services.AddSingleton<KeyValidation>();
        builder.Services.AddSingleton<Connect>();
        builder.Services.AddSingleton<ConnectEndpoint>();
        builder.Services.AddSingleton<Validate>();
        builder.Services.AddSingleton<Edit>();
        builder.Services.AddSingleton<ReplaceCredentials>();
        builder.Services.AddSingleton<ReplaceCredentialsEndpoint>();
        builder.Services.AddSingleton<Resync>();
        builder.Services.AddSingleton<ConfirmReading>();
        builder.Services.AddSingleton<AnswerRename>();
        builder.Services.AddSingleton<Disconnect>();
    }
}
