using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class CredentialStoreTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Account = "the-key-of-this-test";
    private static readonly DateTimeOffset Later = Stores.Noon.AddMinutes(20);

    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_new_key_of_the_same_account_replaces_the_old_one_and_its_sync_is_requested()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);

        var replaced = Assert.IsType<ReplaceCredentialsOutcome.Replaced>(
            await ReplaceAsync(await New(connection.Id))).Connection;

        Assert.Equal((2L, "repaired", Later), (replaced.RequestNumber, replaced.RequestTrigger, replaced.NextSyncAt));
        Assert.Equal("the-••••-key", replaced.ApiKeyMasked);
        Assert.Equal(["read", "look"], replaced.Permissions ?? []);
        Assert.Equal(1, await stores.Database.ReadAsync<long>(
            "select count(*) from audit_events where event = 'credentials_replaced'"));
        var opened = (await stores.ClaimedAsync(user, connection.Id, 2, Later)).Unseal();
        Assert.Equal(("the-new-and-long-enough-key", "the-new-secret", "new"), (
            opened.ApiKey, opened.ApiSecret, opened.Passphrase));
        await stores.ConnectAsync(user);
    }

    [Fact]
    public async Task A_sync_under_way_with_the_old_key_writes_nothing()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);
        await ReplaceAsync(await New(connection.Id));

        var outcome = await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Failure("excess_permissions", refused: true), Cancel);

        Assert.Equal(StoreOutcome.Superseded, outcome);
        Assert.True((await FoundAsync(connection.Id)).HasSecret);
    }

    [Fact]
    public async Task A_new_key_repairs_a_refused_connection_also_after_its_secret_was_destroyed()
    {
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);
        await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Failure("excess_permissions", refused: true), Cancel);

        var replaced = Assert.IsType<ReplaceCredentialsOutcome.Replaced>(
            await ReplaceAsync(await New(connection.Id))).Connection;

        Assert.Equal((true, null, null), (replaced.HasSecret, replaced.LastOutcome, replaced.ErrorKind));
        Assert.NotNull((await stores.ClaimAsync(user, connection.Id, 2, Later)).Claim);
    }

    [Fact]
    public async Task A_paused_connection_gets_its_new_key_and_stays_paused()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        await EditAsync(connection.Id, paused: true);

        var replaced = Assert.IsType<ReplaceCredentialsOutcome.Replaced>(
            await ReplaceAsync(await New(connection.Id))).Connection;
        var resumed = await EditAsync(connection.Id, paused: false) as EditOutcome.Edited;

        Assert.Equal((true, null, null), (replaced.Paused, replaced.RequestExpiresAt, replaced.NextSyncAt));
        Assert.Equal((true, "repaired"), (resumed?.SyncRequested, resumed?.Connection.RequestTrigger));
    }

    [Theory]
    [InlineData("another-account", typeof(ReplaceCredentialsOutcome.OtherAccount))]
    [InlineData(null, typeof(ReplaceCredentialsOutcome.AccountUnknown))]
    public async Task A_key_that_is_not_proved_to_be_the_same_accounts_replaces_nothing(string? account, Type expected)
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);

        Assert.IsType(expected, await ReplaceAsync(await New(connection.Id, account)));

        await RequestAsync(connection.Id);
        Assert.Equal(
            "the-secret-of-this-test", (await stores.ClaimedAsync(user, connection.Id, 2, Later)).Unseal().ApiSecret);
    }

    [Fact]
    public async Task The_key_and_the_account_of_another_connection_are_not_taken_from_it()
    {
        var other = await stores.SyncedAsync(user, 1m, "the-new-and-long-enough-key");
        var connection = await stores.ConnectAsync(user, "a-key-without-a-run");

        var key = await ReplaceAsync(await New(connection.Id));
        var account = await ReplaceAsync(await New(connection.Id, "the-new-and-long-enough-key", "yet-another-key"));

        Assert.Equal(other.Connection.Id, Assert.IsType<ReplaceCredentialsOutcome.DuplicateKey>(key).Existing.Id);
        Assert.Equal(
            other.Connection.Id, Assert.IsType<ReplaceCredentialsOutcome.DuplicateAccount>(account).Existing.Id);
    }

    [Fact]
    public async Task Of_two_new_keys_at_once_one_is_taken_and_the_other_is_told()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var (one, other) = (
            await New(connection.Id, apiKey: "one-new-key"), await New(connection.Id, apiKey: "other-new-key"));

        var outcomes = await Task.WhenAll(ReplaceAsync(one), ReplaceAsync(other));

        Assert.Single(outcomes.OfType<ReplaceCredentialsOutcome.Replaced>());
        Assert.Single(outcomes.OfType<ReplaceCredentialsOutcome.ReplacedMeanwhile>());
    }

    [Fact]
    public async Task One_new_key_for_two_connections_at_once_goes_to_one_of_them()
    {
        var first = await stores.ConnectAsync(user);
        var second = await stores.ConnectAsync(user, "a-key-without-a-run");
        var (one, other) = (await New(first.Id), await New(second.Id));

        var outcomes = await Task.WhenAll(ReplaceAsync(one), ReplaceAsync(other));

        Assert.Single(outcomes.OfType<ReplaceCredentialsOutcome.Replaced>());
        Assert.Single(outcomes.OfType<ReplaceCredentialsOutcome.DuplicateKey>());
    }

    [Fact]
    public async Task A_connection_that_was_disconnected_while_its_new_key_was_tried_stays_so()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var replacement = await New(connection.Id);
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Later, Cancel);

        Assert.IsType<ReplaceCredentialsOutcome.NotFound>(await ReplaceAsync(replacement));
        Assert.Equal(
            0, await stores.Database.ReadAsync<long>("select count(*) from user_connections where has_secret"));
    }

    [Fact]
    public async Task A_strangers_key_is_not_replaced()
    {
        var (connection, _) = await stores.SyncedAsync(user, 1m);
        var stranger = Guid.CreateVersion7();

        Assert.Null(await stores.Api<CredentialStore>().FindAsync(stranger, connection.Id, Cancel));
        Assert.IsType<ReplaceCredentialsOutcome.NotFound>(
            await stores.Api<CredentialStore>().ReplaceAsync(stranger, await New(connection.Id), Cancel));
    }

    private async Task<KeyReplacement> New(
        Guid id, string? account = Account, string apiKey = "the-new-and-long-enough-key")
    {
        var inPlace = await stores.Api<CredentialStore>().FindAsync(user, id, Cancel);
        return new KeyReplacement
        {
            InPlace = inPlace ?? throw new InvalidOperationException("There is no such connection."),
            Credentials = new ApiCredentials(apiKey, "the-new-secret", "new"),
            Permissions = ["read", "look"],
            AccountId = account,
            Now = Later,
            RequestExpiresAt = Later.AddMinutes(1),
        };
    }

    private Task<ReplaceCredentialsOutcome> ReplaceAsync(KeyReplacement replacement) =>
        stores.Api<CredentialStore>().ReplaceAsync(user, replacement, Cancel);

    private Task<ResyncOutcome> RequestAsync(Guid id) =>
        stores.Api<ResyncStore>().RequestAsync(user, id, Later, Later.AddMinutes(1), TimeSpan.Zero, Cancel);

    private Task<EditOutcome> EditAsync(Guid id, bool paused) => stores.Api<EditStore>().EditAsync(
        user,
        id,
        new ConnectionEdit
        {
            Paused = paused, Now = Later, RequestExpiresAt = Later.AddMinutes(1),
            Throttle = TimeSpan.Zero
        },
        Cancel);

    private async Task<ConnectionRow> FoundAsync(Guid id) =>
        Assert.IsType<ConnectionRow>(await stores.Api<ConnectionStore>().FindAsync(user, id, Cancel));
}
