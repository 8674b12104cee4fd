using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Schema;
using Portfolio.Storage.Syncs;

namespace Portfolio.Storage;

public static class StorageRegistration
{
    /// <summary>The stores, for a process that may open secrets. A missing or malformed setting stops it at start.</summary>
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        var services = builder.AddDatabase();
        services.AddOptionsWithValidateOnStart<EncryptionOptions, EncryptionOptionsValidator>()
            .BindConfiguration(EncryptionOptions.Section);
        services.AddSingleton<Sealer>();
        services.AddSingleton<CredentialSealer>();

        services.AddStore((db, sealer) => new ConnectStore(db, sealer));
        services.AddStore((db, _) => new ConnectionStore(db));
        services.AddStore((db, _) => new EditStore(db));
        services.AddStore((db, sealer) => new CredentialStore(db, sealer));
        services.AddStore((db, _) => new ChangeStore(db));
        services.AddStore((db, _) => new RenameQuestionStore(db));
        services.AddStore((db, _) => new ResyncStore(db));
        services.AddStore((db, _) => new ReadingConfirmationStore(db));
        services.AddStore((db, _) => new DisconnectStore(db));
        services.AddStore((db, sealer) => new ClaimStore(db, sealer));
        services.AddStore((db, _) => new ResultStore(db));
        services.AddStore((db, _) => new DueStore(db));
        services.AddStore((db, _) => new EgressStore(db));
        services.AddStore((db, _) => new BudgetStore(db));
        services.AddStore((db, _) => new HealthStore(db));
        services.AddStore((db, _) => new PortfolioStore(db));
        services.AddStore((db, _) => new PortfolioRemovalStore(db));
        services.AddStore((db, _) => new HoldingStore(db));
        services.AddStore((db, _) => new HoldingPageStore(db));
        services.AddStore((db, _) => new TransactionStore(db));
        services.AddStore((db, _) => new RunStore(db));
        services.AddStore((db, _) => new PortfolioValueStore(db));
        services.AddStore((db, _) => new HousekeepingStore(db));
        services.AddSingleton(provider => new ResealStore(
            provider.GetRequiredService<UserDatabase>(),
            provider.GetRequiredService<CredentialSealer>(),
            provider.GetRequiredService<IOptions<EncryptionOptions>>()));
        services.AddStore((db, _) => new ConnectionWorthStore(db));
        services.AddStore((db, _) => new LedgerStore(db));
        services.AddStore((db, _) => new SyncedValueStore(db));
    }

    /// <summary>The migrator, for the one-shot that runs with the owner's login and needs no encryption keys.</summary>
    public static void AddMigrator(this IHostApplicationBuilder builder) => builder.AddDatabase().AddSingleton<Migrator>();

    private static IServiceCollection AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<DatabaseOptions, DatabaseOptionsValidator>()
            .BindConfiguration(DatabaseOptions.Section);
        builder.Services.AddOptionsWithValidateOnStart<PostgresAddress, PostgresAddressValidator>()
            .Configure<IConfiguration>((address, configuration) =>
                address.ConnectionString = configuration.GetConnectionString("Postgres"));
        builder.Services.AddSingleton(PostgresAddress.Connect);
        builder.Services.AddSingleton<UserDatabase>();
        return builder.Services;
    }

    private static void AddStore<T>(this IServiceCollection services, Func<UserDatabase, CredentialSealer, T> make)
        where T : class =>
        services.AddSingleton(provider =>
            make(provider.GetRequiredService<UserDatabase>(), provider.GetRequiredService<CredentialSealer>()));
}
