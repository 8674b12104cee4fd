using Microsoft.Extensions.DependencyInjection;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Credentials;

namespace Portfolio.Tests.Credentials;

[NeedsServers]
public sealed class RotationTests(PostgresServer postgres)
{
    private static readonly string[] BothKeys = ["--Encryption:ActiveKey=two", $"--Encryption:Keys:two={TestKeys.Two}"];

    /// <summary>A value sealed under the first key does not open with these.</summary>
    private static readonly string[] OldKeyLost = [.. BothKeys, $"--Encryption:Keys:one={TestKeys.Two}"];

    private readonly Guid user = Guid.CreateVersion7();

    [Fact]
    public async Task Every_stored_key_is_sealed_again_and_opens_without_the_old_one()
    {
        await using var database = await postgres.CreateAsync();
        var stores = new Stores(database);
        for (var number = 0; number < 250; number++)
            await stores.ConnectAsync(Guid.CreateVersion7(), $"key-{number}");
        var connection = await stores.ConnectAsync(user);

        var report = await RotateAsync(database, BothKeys);

        Assert.Equal((251, true), (report.Resealed, report.Complete));
        Assert.Contains("may be removed", report.Sentence, StringComparison.Ordinal);
        var claim = await ClaimAsync(database, connection.Id, OldKeyLost);
        Assert.Equal("the-secret-of-this-test", claim.Unseal().ApiSecret);
        Assert.Equal((0, true), await AgainAsync(database));
    }

    [Fact]
    public async Task A_key_of_an_earlier_release_is_bound_to_its_exchange_by_a_rotation()
    {
        await using var database = await postgres.CreateAsync();
        var stores = new Stores(database);
        var connection = await stores.ConnectAsync(user);
        foreach (var (column, secret) in new[] { ("api_key", "k"), ("api_secret", "s") })
        {
            var place = new SealContext(user, connection.Id, "binance", column);
            var earlier = Convert.ToHexString(EarlierForm.Seal(secret, place, "one", TestKeys.One));
            await TestDatabase.ExecuteAsync(
                database.Owner, $"update user_connections set {column}_sealed = '\\x{earlier}'");
        }

        Assert.Equal("s", (await ClaimAsync(database, connection.Id, [])).Unseal().ApiSecret);
        Assert.Equal(1, (await new KeyRotation(Reseal(database, []), "one").RunAsync(Cancel)).Resealed);
        await TestDatabase.ExecuteAsync(
            database.Owner, "update user_connections set exchange = 'okx', lease_until = null");

        var moved = await ClaimAsync(database, connection.Id, []);
        Assert.Throws<UnsealException>(() => moved.Unseal());
    }

    [Fact]
    public async Task A_sync_under_way_keeps_the_key_it_opened()
    {
        await using var database = await postgres.CreateAsync();
        var stores = new Stores(database);
        var connection = await stores.ConnectAsync(user);
        var claim = await stores.ClaimedAsync(user, connection.Id);

        await RotateAsync(database, BothKeys);

        Assert.Equal("the-secret-of-this-test", claim.Unseal().ApiSecret);
        Assert.Equal(
            StoreOutcome.Stored, await stores.Worker<ResultStore>().StoreAsync(claim, Stores.Result(1m), Cancel));
    }

    [Fact]
    public async Task A_key_that_is_destroyed_meanwhile_does_not_come_back()
    {
        await using var database = await postgres.CreateAsync();
        var stores = new Stores(database);
        var connection = await stores.ConnectAsync(user);
        await stores.Api<DisconnectStore>().KeepHistoryAsync(user, connection.Id, Stores.Noon, Cancel);

        Assert.False(await Reseal(database, BothKeys).ResealAsync(user, connection.Id, Cancel));

        Assert.Equal(
            1, await database.ReadAsync<long>("select count(*) from user_connections where api_key_sealed is null"));
    }

    [Fact]
    public async Task A_value_that_no_configured_key_opens_is_counted_and_the_report_keeps_its_key()
    {
        await using var database = await postgres.CreateAsync();
        var stores = new Stores(database);
        await stores.ConnectAsync(user);

        var report = await RotateAsync(database, OldKeyLost);

        Assert.Equal((0, 1, false), (report.Resealed, report.Unreadable, report.Complete));
        Assert.Contains("Keep 'one' (1 connections)", report.Sentence, StringComparison.Ordinal);
    }

    private static ResealStore Reseal(TestDatabase database, string[] settings) =>
        database.StoresAs(database.Rotation, settings).GetRequiredService<ResealStore>();

    private static Task<RotationReport> RotateAsync(TestDatabase database, string[] settings) =>
        new KeyRotation(Reseal(database, settings), "two").RunAsync(Cancel);

    private static async Task<(int Resealed, bool Complete)> AgainAsync(TestDatabase database)
    {
        var report = await RotateAsync(database, BothKeys);
        return (report.Resealed, report.Complete);
    }

    private async Task<Claim> ClaimAsync(TestDatabase database, Guid connection, params string[] settings)
    {
        var claims = database.StoresAs(database.Worker, settings).GetRequiredService<ClaimStore>();
        var result = await claims.ClaimAsync(user, connection, 1, Stores.Noon, Stores.Noon.AddMinutes(3), Cancel);
        return result.Claim ?? throw new InvalidOperationException("The claim was refused.");
    }
}
