using Portfolio.Storage.Audit;
using Portfolio.Storage.Database;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Audit;

/// <summary>A test of the audit log over one database; the API acts in a session.</summary>
[NeedsServers]
public abstract class AuditTest(PostgresServer postgres) : IAsyncLifetime
{
    private protected static readonly AuditActor Browser = new(ActorKinds.Session, "a-session", "203.0.113.7");

    private protected readonly Guid user = Guid.CreateVersion7();
    private protected Stores stores = null!;

    public virtual async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return stores.DisposeAsync();
    }

    /// <summary>In the session from now on, in this test and all that it awaits.</summary>
    private protected void ActAs(AuditActor? actor) => stores.Api<CurrentActor>().Value = actor;

    /// <summary>Of the user, oldest first: "connection_added by session: Binance".</summary>
    private protected async Task<string[]> EventsAsync(Guid? of = null) =>
    [
        .. (await stores.Api<AuditStore>().ListAsync(of ?? user, new AuditSearch(), null, 500, Cancel)).Reverse()
            .Select(row => $"{row.Action} by {row.ActorKind}: {row.Detail}"),
    ];

    private protected Task<AuditReport> VerifyAsync(params AuditHead[] logged) =>
        new AuditChains(stores.Database.As<UserDatabase>(stores.Database.Owner)).VerifyAsync(logged, Cancel);

    /// <summary>As someone who is the server's superuser, past all triggers.</summary>
    private protected Task ForgeAsync(string sql) => TestDatabase.ExecuteAsync(
        stores.Database.Superuser, $"set session_replication_role = replica; {sql}");
}
