using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portfolio.Storage.Audit;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Idempotency;
using Portfolio.Storage.Identity;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Schema;
using Portfolio.Storage.Syncs;

namespace Portfolio.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// The stores, for a process that may open secrets, and the database's clock, which the process follows from its
    /// start on. A missing or malformed setting stops it at start.
    /// </summary>
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        var services = builder.AddDatabase();
        services.AddSingleton(new DatabaseClock(TimeProvider.System));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<DatabaseClock>());
        services.AddHostedService<DatabaseClockReader>();
        services.AddOptionsWithValidateOnStart<EncryptionOptions, EncryptionOptionsValidator>()
            .BindConfiguration(EncryptionOptions.Section);
        services.AddSingleton<Sealer>();
        services.AddSingleton<CredentialSealer>();
        services.AddSingleton<ResealStore>();
        services.AddIdentityStores();
        services.AddConnectionStores();
        services.AddSyncStores();
        services.AddPortfolioStores();
        services.AddSingleton<HousekeepingStore>();
        services.AddSingleton<ScheduleStateStore>();
        services.AddSingleton<ClockRepairStore>();
    }

    /// <summary>The migrator, for the one-shot that runs with the owner's login and needs no encryption keys.</summary>
    public static void AddMigrator(this IHostApplicationBuilder builder) =>
        builder.AddDatabase().AddSingleton<Migrator>();

    /// <summary>The audit log's chains, for the command that verifies them with the owner's login.</summary>
    public static void AddAuditChains(this IHostApplicationBuilder builder) =>
        builder.AddDatabase().AddSingleton<AuditChains>();

    private static void AddIdentityStores(this IServiceCollection services)
    {
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SignInCodeStore>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<ApiTokenStore>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<ExportStore>();
        services.AddSingleton<AuditStore>();
    }

    private static void AddConnectionStores(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<OpenRequestOptions, OpenRequestOptionsValidator>()
            .BindConfiguration(OpenRequestOptions.Section);
        services.AddSingleton<OpenRequests>();
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<ConnectStore>();
        services.AddSingleton<ConnectionStore>();
        services.AddSingleton<EditStore>();
        services.AddSingleton<AccountMoveStore>();
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<ChangeStore>();
        services.AddSingleton<RenameQuestionStore>();
        services.AddSingleton<ResyncStore>();
        services.AddSingleton<ReadingConfirmationStore>();
        services.AddSingleton<DisconnectStore>();
        services.AddSingleton<ConnectionWorthStore>();
    }

    private static void AddSyncStores(this IServiceCollection services)
    {
        services.AddSingleton<ClaimStore>();
        services.AddSingleton<AccountStateStore>();
        services.AddSingleton<ResultStore>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<DueStore>();
        services.AddOptions<EgressOptions>().BindConfiguration(EgressOptions.Section);
        services.AddSingleton<EgressStore>();
        services.AddSingleton<BudgetStore>();
        services.AddSingleton<HealthStore>();
        services.AddSingleton<KeyTurnStore>();
    }

    private static void AddPortfolioStores(this IServiceCollection services)
    {
        services.AddSingleton<PortfolioStore>();
        services.AddSingleton<PortfolioRemovalStore>();
        services.AddSingleton<DerivativeStore>();
        services.AddSingleton<HoldingStore>();
        services.AddSingleton<HoldingPartStore>();
        services.AddSingleton<HoldingPageStore>();
        services.AddSingleton<TransactionStore>();
        services.AddSingleton<PortfolioValueStore>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<ConnectionValueStore>();
        services.AddSingleton<ValueSplitStore>();
        services.AddSingleton<PortfolioCoverageStore>();
        services.AddSingleton<AssetPriceStore>();
        services.AddSingleton<CurrencyStore>();
    }

    private static IServiceCollection AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<DatabaseOptions, DatabaseOptionsValidator>()
            .BindConfiguration(DatabaseOptions.Section);
        builder.Services.AddOptionsWithValidateOnStart<PostgresAddress, PostgresAddressValidator>()
            .Configure<IConfiguration>((address, configuration) =>
                address.ConnectionString = configuration.GetConnectionString("Postgres"));
        builder.Services.AddSingleton(PostgresAddress.Connect);
        builder.Services.AddSingleton<DatabaseReadiness>();
        builder.Services.AddSingleton<CurrentActor>();
        builder.Services.AddSingleton<UserDatabase>();
        builder.Services.AddSingleton<PostgresNotifications>();
        return builder.Services;
    }
}
