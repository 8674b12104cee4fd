using Portfolio.Storage.Connections;
using Portfolio.Storage.Housekeeping;
using Portfolio.Storage.Identity;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Isolation;

/// <summary>Uses what the tests of the stores leave to the journeys: sessions, tokens and the like.</summary>
internal static class RestOfStores
{
    public static async Task UseAsync(PostgresServer postgres)
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var (user, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await stores.Api<UserStore>().AddLocalAsync(user, Cancel);
        // Requests are held back only where there are several users.
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, $"insert into users (id, name, role) values ('{other}', 'Other', 'user')");
        await UseConnectionsAsync(stores, user);
        await RequestManyAsync(stores, other);
        await UseSessionsAsync(stores, user);
        await UseTokensAsync(stores, user);
        await UseInvitationsAsync(stores, user);
        await stores.Api<UserStore>().FindAsync(user, Cancel);
        await foreach (var _ in stores.Api<ExportStore>().StreamAsync(user, Cancel))
        {
        }
    }

    private static async Task UseConnectionsAsync(Stores stores, Guid user)
    {
        var connection = (await stores.SyncedAsync(user, 1m)).Connection.Id;
        var held = Stores.Balance("FTM", 100m);
        await stores.Api<ResyncStore>().RequestAsync(
            user, connection, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);
        var claim = await stores.ClaimedAsync(user, connection, 2);
        await stores.Worker<ResultStore>().StoreAsync(
            claim,
            Stores.Booking(
                1, held, [new HoldingChange("FTM", 100m, null)], new RenameQuestion("FTM", "NEU", 100m, Stores.Noon)),
            Cancel);
        await stores.Api<RenameQuestionStore>().ListAsync(user, connection, Cancel);
        await UseDerivativesAsync(stores, user, connection);
        await stores.Api<PortfolioStore>().HasAsync(user, 1, Cancel);
        await stores.Api<ConnectionStore>().ListIntoAsync(user, null, Cancel);
        await stores.Api<ConnectStore>().AddAsync(Stores.New(user, "another-key", atMost: 5), Cancel);
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update sync_runs set coverage = '{}'");
        await stores.Api<PortfolioCoverageStore>().ListAsync(user, null, Cancel);
        var late = (await stores.ConnectAsync(user, "a-late-key")).Id;
        await stores.ClaimedAsync(user, late);
        await stores.Worker<ClaimStore>().GiveBackAsync(
            new ClaimRequest(user, late, 1), Stores.Noon.AddMinutes(3), Cancel);
        await stores.Worker<HousekeepingStore>().ForgetIdempotencyKeysAsync(Cancel);
    }

    private static async Task UseDerivativesAsync(Stores stores, Guid user, Guid connection)
    {
        await stores.Api<ResyncStore>().RequestAsync(
            user, connection, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);
        var claim = await stores.ClaimedAsync(user, connection, 3);
        var margin = Stores.Balance("USDT", 100m) with { Wallet = ValuedWallets.FuturesUsd };
        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Booking(2, margin, []), Cancel);
        Assert.NotEmpty(await stores.Api<DerivativeStore>().ListAsync(user, null, Stores.Noon, Cancel));
        Assert.NotEmpty(await stores.Api<ValueSplitStore>().ListAsync(
            user, null, null, Stores.Noon, Stores.Noon, TimeSpan.FromMinutes(5), CurrencyRate.Dollar, Cancel));
    }

    /// <summary>More than are open at once, so that one is held back.</summary>
    private static async Task RequestManyAsync(Stores stores, Guid user)
    {
        for (var number = 0; number < 11; number++)
            await stores.SyncedAsync(user, 1m, $"one-of-many-{number}");
        await stores.Api<ResyncStore>().RequestAllAsync(
            user, Stores.Noon, Stores.Noon.AddMinutes(1), TimeSpan.Zero, Cancel);
    }

    private static async Task UseSessionsAsync(Stores stores, Guid user)
    {
        var now = DateTimeOffset.UtcNow;
        foreach (var id in (Guid[])[Guid.NewGuid(), Guid.NewGuid()])
        {
            await stores.Api<SessionStore>().AddAsync(
                user,
                new SessionRow
                {
                    Id = id, CreatedAt = now, LastUsedAt = now, IdleUntil = now.AddDays(1), EndsAt = now.AddDays(2),
                    Address = null, Browser = "Firefox on Linux",
                },
                Cancel);
            await stores.Api<SessionStore>().FindAsync(user, id, now, Cancel);
        }

        await stores.Api<SessionStore>().ListAsync(user, now, Cancel);
        await stores.Api<SignInCodeStore>().AddAsync(user, [1, 2, 3], TimeSpan.FromMinutes(1), Cancel);
        await stores.Api<SessionStore>().EndAllAsync(user, Cancel);
    }

    private static async Task UseTokensAsync(Stores stores, Guid user)
    {
        var token = new ApiTokenRow
        {
            Id = Guid.CreateVersion7(), Name = "Dashboard", Scope = "read", Hint = "abcd", CreatedAt = Stores.Noon,
            ExpiresAt = Stores.Noon.AddDays(1),
        };
        await stores.Api<ApiTokenStore>().AddAsync(user, token, new byte[32], 5, Cancel);
        await stores.Api<ApiTokenStore>().ListAsync(user, Cancel);
        await stores.Api<ApiTokenStore>().RevokeAsync(user, token.Id, Cancel);
    }

    private static async Task UseInvitationsAsync(Stores stores, Guid user)
    {
        var invitation = new InvitationRow
        {
            Id = Guid.CreateVersion7(), Role = "user", Note = "For Ann", CreatedAt = Stores.Noon,
            ExpiresAt = Stores.Noon.AddDays(1),
        };
        await stores.Api<InvitationStore>().AddAsync(user, invitation, new byte[32], Cancel);
        await stores.Api<InvitationStore>().ListAsync(user, Stores.Noon, Cancel);
        await stores.Api<InvitationStore>().RemoveAsync(user, invitation.Id, Cancel);
    }
}
