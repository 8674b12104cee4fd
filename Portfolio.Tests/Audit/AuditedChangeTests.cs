using Portfolio.Storage.Audit;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Identity;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Audit;

/// <summary>Each change leaves one event in its transaction, by the one who acted.</summary>
public sealed class AuditedChangeTests(PostgresServer postgres) : AuditTest(postgres)
{
    private static readonly DateTimeOffset Now = Stores.Noon;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        ActAs(Browser);
    }

    [Fact]
    public async Task Each_edit_of_a_connection_is_one_event_of_the_session()
    {
        ActAs(Browser);
        var id = (await stores.ConnectAsync(user)).Id;
        await EditAsync(id, new() { Label = "Savings", Now = Now, RequestExpiresAt = Now, Throttle = TimeSpan.Zero });
        await EditAsync(
            id, new() { SyncIntervalMinutes = 15, Now = Now, RequestExpiresAt = Now, Throttle = TimeSpan.Zero });
        await EditAsync(id, new() { Paused = true, Now = Now, RequestExpiresAt = Now, Throttle = TimeSpan.Zero });
        await EditAsync(id, new() { Paused = true, Now = Now, RequestExpiresAt = Now, Throttle = TimeSpan.Zero });
        await EditAsync(id, new() { Paused = false, Now = Now, RequestExpiresAt = Now, Throttle = TimeSpan.Zero });
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, id, Now, Cancel);
        await stores.Api<DisconnectStore>().PurgeAsync(user, id, Now, Cancel);

        Assert.Equal(
            [
                "connection_added by session: Binance",
                "connection_renamed by session: Binance → Savings",
                "interval_changed by session: Savings: 60 → 15",
                "connection_paused by session: Savings",
                "connection_resumed by session: Savings",
                "connection_disconnected by session: Savings",
                "connection_purged by session: Savings",
            ],
            await EventsAsync());
        var row = (await stores.Api<AuditStore>().ListAsync(user, new AuditSearch(), null, 1, Cancel)).Single();
        Assert.Equal(("a-session", "203.0.113.7", id, "done", 1), (
            row.ActorId, row.Address, row.TargetId, row.Outcome, row.Count));
    }

    [Fact]
    public async Task A_resync_leaves_no_event()
    {
        ActAs(Browser);
        var (connection, claim) = await stores.SyncedAsync(user, 1m);
        var before = await EventsAsync();

        var again = await RequestedAsync(connection.Id, 2);
        await stores.Worker<ResultStore>().StoreAsync(again, Stores.Unchanged(again, Now.AddSeconds(1)), Cancel);
        var third = await RequestedAsync(connection.Id, 3);
        await stores.Worker<ResultStore>().StoreAsync(third, Stores.Failure("network", refused: false), Cancel);

        Assert.Equal(["connection_added by session: Binance", "portfolio_added by system: Binance Sync"], before);
        Assert.Equal(before, await EventsAsync());
        Assert.NotEqual(claim.Fence, third.Fence);
    }

    [Theory]
    [InlineData("excess_permissions", "credentials_destroyed by system: Binance: excess_permissions")]
    [InlineData("invalid_credentials", "connection_disabled by system: Binance: invalid_credentials")]
    public async Task A_key_that_the_worker_refuses_is_an_event_of_the_system(string kind, string expected)
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var claim = await RequestedAsync(connection.Id, 2);

        await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Failure(kind, refused: true), Cancel);

        Assert.Equal(expected, (await EventsAsync())[^1]);
        Assert.Equal(3, (await EventsAsync()).Length);
    }

    [Fact]
    public async Task A_new_key_and_a_key_that_is_sealed_again_are_events()
    {
        ActAs(Browser);
        var connection = await stores.ConnectAsync(user);
        var credentials = stores.Api<CredentialStore>();
        var inPlace = await credentials.FindAsync(user, connection.Id, Cancel)
            ?? throw new InvalidOperationException("There is no connection.");
        await credentials.ReplaceAsync(
            user,
            new KeyReplacement
            {
                InPlace = inPlace,
                Credentials = new ApiCredentials("the-new-and-long-enough-key", "the-new-secret", null),
                Permissions = ["read"],
                AccountId = null,
                Now = Now,
                RequestExpiresAt = Now,
            },
            Cancel);
        var rotation = stores.Database.StoresAs(
            stores.Database.Rotation, "--Encryption:ActiveKey=next",
            $"--Encryption:Keys:next={Convert.ToBase64String(new byte[32])}");
        await ((ResealStore)rotation.GetService(typeof(ResealStore))!).ResealAsync(user, connection.Id, Cancel);

        Assert.Equal(
            [
                "connection_added by session: Binance",
                "credentials_replaced by session: Binance",
                "credentials_sealed_again by system: Binance",
            ],
            await EventsAsync());
    }

    [Fact]
    public async Task Portfolios_that_are_made_renamed_and_deleted_are_events()
    {
        ActAs(new AuditActor(ActorKinds.AccessToken, null, "203.0.113.8"));
        var portfolios = stores.Api<PortfolioStore>();
        var id = (await portfolios.AddAsync(user, "First", Now, Cancel)).Id;
        await portfolios.RenameAsync(user, id, "First", Cancel);
        await portfolios.RenameAsync(user, id, "Second", Cancel);
        await stores.Api<PortfolioRemovalStore>().RemoveAsync(user, id, Now, Cancel);

        Assert.Equal(
            [
                "portfolio_added by access_token: First",
                "portfolio_renamed by access_token: First → Second",
                "portfolio_deleted by access_token: Second",
            ],
            await EventsAsync());
    }

    [Fact]
    public async Task A_sign_in_is_the_sessions_own_event_and_a_sign_out_names_the_session_that_ended()
    {
        ActAs(null);
        var sessions = stores.Api<SessionStore>();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await sessions.AddAsync(user, NewSession(first, "Firefox on Linux"), Cancel);
        await sessions.AddAsync(user, NewSession(second, "Safari on iPhone"), Cancel);
        await sessions.RenewAsync(user, first, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(2), Cancel);
        ActAs(new AuditActor(ActorKinds.Session, $"{first}", "203.0.113.9"));
        await sessions.EndAsync(user, second, Cancel);

        Assert.Equal(
            [
                "signed_in by session: Firefox on Linux",
                "signed_in by session: Safari on iPhone",
                "signed_out by session: Safari on iPhone",
            ],
            await EventsAsync());
        var row = (await stores.Api<AuditStore>().ListAsync(user, new AuditSearch(), null, 1, Cancel)).Single();
        Assert.Equal(($"{first}", second, "Firefox on Linux"), (row.ActorId, row.TargetId, row.Browser));
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_leaves_no_event()
    {
        await TestDatabase.ExecuteAsync(
            stores.Database.Api,
            $"""
            begin;
            select set_config('app.user_id', '{user}', true);
            insert into portfolios (id, user_id, name, created_at) values (gen_random_uuid(), '{user}', 'One', now());
            rollback
            """);

        Assert.Empty(await EventsAsync());
    }

    [Fact]
    public async Task An_answer_to_a_question_about_a_rename_is_an_event()
    {
        ActAs(Browser);
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var question = Guid.CreateVersion7();
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $"""
            insert into rename_questions (id, user_id, connection_id, old_symbol, new_symbol, quantity, asked_at)
            values ('{question}', '{user}', '{connection.Id}', 'MATIC', 'POL', 1, now())
            """);

        await stores.Api<RenameQuestionStore>().AnswerAsync(user, connection.Id, question, true, Now, Cancel);

        Assert.Equal("rename_confirmed by session: MATIC → POL", (await EventsAsync())[^1]);
    }

    [Fact]
    public async Task A_confirmed_reading_and_a_duplicate_that_the_worker_removes_are_events()
    {
        ActAs(Browser);
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var contradiction = Guid.CreateVersion7();
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            $$"""
            update user_connections set contradiction = '{"id": "{{contradiction}}"}', contradicted_since = now()
            """);

        await stores.Api<ReadingConfirmationStore>().ConfirmAsync(
            user, connection.Id, contradiction, Now, Now, Cancel);
        var second = await stores.ConnectAsync(user, "another-key-of-the-account");
        await stores.Worker<ResultStore>().StoreAsync(
            await stores.ClaimedAsync(user, second.Id), Stores.Result(1m), Cancel);

        Assert.Equal(
            [
                "reading_confirmed by session: Binance",
                "connection_added by session: Binance",
                "duplicate_removed by system: Binance",
            ],
            (await EventsAsync())[^3..]);
    }

    private async Task EditAsync(Guid id, ConnectionEdit edit) =>
        await stores.Api<EditStore>().EditAsync(user, id, edit, Cancel);

    private async Task<Claim> RequestedAsync(Guid id, long request)
    {
        var now = Now.AddMilliseconds(request);
        await stores.Api<ResyncStore>().RequestAsync(user, id, now, now.AddHours(1), TimeSpan.Zero, Cancel);
        return await stores.ClaimedAsync(user, id, request, now);
    }

    private static SessionRow NewSession(Guid id, string browser) => new()
    {
        Id = id,
        CreatedAt = DateTimeOffset.UtcNow,
        LastUsedAt = DateTimeOffset.UtcNow,
        IdleUntil = DateTimeOffset.UtcNow.AddHours(1),
        EndsAt = DateTimeOffset.UtcNow.AddHours(3),
        Address = "203.0.113.7",
        Browser = browser,
    };
}
