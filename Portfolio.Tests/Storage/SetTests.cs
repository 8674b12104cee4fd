using Npgsql;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Prices;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Claims and results of many users in one statement.</summary>
[NeedsServers]
public sealed class SetTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Later = Stores.Noon.AddHours(2);

    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task Syncs_of_several_users_are_claimed_and_stored_in_two_round_trips()
    {
        var due = await DueAsync(20);
        using var trips = new RoundTrips(stores.Database);

        var claims = await ClaimAsync(due);
        var stored = await StoreAsync(claims);

        Assert.Equal(2, trips.Count);
        Assert.Equal(
            due.Select(request => (request.UserId, request.ConnectionId)).Order(),
            claims.Select(claim => (claim.UserId, claim.ConnectionId)).Order());
        Assert.Equal(due.Select(request => request.ConnectionId).ToHashSet(), stored);
        Assert.Equal(20, await stores.Database.ReadAsync<long>(
            "select count(*) from user_connections where lease_until is null and last_synced_at > next_sync_at - "
            + "interval '2 hours' and request_expires_at is null and fence = 2"));
        Assert.Equal(20, await stores.Database.ReadAsync<long>(
            "select count(*) from sync_runs r join user_connections c on c.id = r.connection_id "
            + "and c.user_id = r.user_id where r.trigger = 'scheduled'"));
    }

    [Fact]
    public async Task A_claim_of_a_set_follows_the_attempt_before_it_also_where_that_is_of_the_future()
    {
        var due = await DueAsync(1);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, $"update user_connections set last_attempt_at = '{Later.AddHours(2):O}'");

        var claim = Assert.Single(await ClaimAsync(due));

        Assert.Equal(Later, claim.StartedAt);
        Assert.Equal(Later.AddHours(2).AddMilliseconds(1), claim.AttemptedAt);
    }

    [Fact]
    public async Task A_worker_of_the_release_before_claims_by_the_function_that_it_knows()
    {
        var due = Assert.Single(await DueAsync(1));

        Assert.Equal(due.ConnectionId, await stores.Database.ReadAsync<Guid>(
            $"select id from claim_syncs(array['{due.UserId}'::uuid], array['{due.ConnectionId}'::uuid], array[2], "
            + $"'{Later:O}', '{Later.AddMinutes(3):O}', true)"));

        Assert.True(await stores.Database.ReadAsync<bool>(
            $"select last_attempt_at = '{Later:O}' and fence = 2 from user_connections"));
    }

    [Fact]
    public async Task A_claim_of_a_set_opens_its_own_key()
    {
        var claims = await ClaimAsync(await DueAsync(3));

        Assert.Equal(
            ["key-number-0", "key-number-1", "key-number-2"],
            claims.Select(claim => claim.Unseal().ApiKey).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_set_leaves_out_requests_that_are_refused_or_name_the_wrong_user()
    {
        var due = await DueAsync(4);
        await stores.Api<DisconnectStore>().KeepHistoryAsync(due[0].UserId, due[0].ConnectionId, Later, Cancel);
        due[1] = due[1] with { Request = 1 };
        due[2] = due[2] with { UserId = due[3].UserId };

        Assert.Equal(due[3].ConnectionId, Assert.Single(await ClaimAsync(due)).ConnectionId);
        Assert.Empty(await ClaimAsync(due));
    }

    [Fact]
    public async Task A_set_does_not_wait_for_a_row_that_is_locked()
    {
        var due = await DueAsync(3);
        IReadOnlyList<Claim> claims;
        await using (await LockAsync(due[1].ConnectionId))
            claims = await ClaimAsync(due);
        Assert.Equal(2, claims.Count);

        claims = [.. claims, .. await ClaimAsync(due)];
        IReadOnlySet<Guid> stored;
        await using (await LockAsync(due[2].ConnectionId))
            stored = await StoreAsync(claims);

        Assert.Equal([due[0].ConnectionId, due[1].ConnectionId], due.Select(request => request.ConnectionId)
            .Where(stored.Contains));
    }

    [Fact]
    public async Task A_result_counts_only_with_its_own_fence_and_user()
    {
        var due = await DueAsync(3);
        var claims = await ClaimAsync(due);
        var old = claims[0] with { Fence = claims[0].Fence - 1 };
        var forged = claims[1] with { UserId = claims[2].UserId };

        var stored = await StoreAsync([old, forged, claims[2]]);

        Assert.Equal([claims[2].ConnectionId], stored);
    }

    [Fact]
    public async Task A_set_that_is_stored_twice_changes_nothing_the_second_time()
    {
        var claims = await ClaimAsync(await DueAsync(3));
        var runs = claims.Select(claim => (claim, Unchanged(claim))).ToList();

        Assert.Equal(3, (await stores.Worker<ResultStore>().StoreSetAsync(runs, Cancel)).Count);
        var once = await StateAsync();
        await stores.Worker<ResultStore>().StoreSetAsync(runs, Cancel);

        Assert.Equal(once, await StateAsync());
    }

    [Fact]
    public async Task The_state_of_an_account_with_current_prices_is_what_a_single_claim_reads()
    {
        var user = Guid.CreateVersion7();
        var (connection, _) = await stores.SyncedAsync(user, 1.5m);
        await stores.Worker<AssetPriceStore>().RefreshAsync(
            "binance", [new AssetPrice("BTC", 60_000.5m, "BTCUSDC", "binance")], [], Later, Cancel);
        var states = stores.Worker<AccountStateStore>();

        var state = await states.ReadAsync(user, connection.Id, Later, Cancel);
        var prices = await states.PricesAsync("binance", Cancel);
        await RequestDueAsync();
        var claim = await stores.ClaimedAsync(user, connection.Id, 2, Later);

        Assert.Equal(claim.Balances, state.Balances.Select(balance => prices[balance.Symbol].Value(balance)));
        Assert.Equal((60_000.5m, 90_000.75m), (claim.Balances[0].PriceUsd, claim.Balances[0].ValueUsd));
        Assert.Equal(claim.Renames.EverHeld, state.Renames.EverHeld);
    }

    [Fact]
    public async Task A_change_makes_another_state_and_a_run_without_changes_does_not()
    {
        var due = await DueAsync(1);
        var first = await StateIdAsync();
        var claim = Assert.Single(await ClaimAsync(due));
        await StoreAsync([claim]);
        Assert.Equal(first, await StateIdAsync());

        await stores.Worker<ResultStore>().StoreAsync(
            claim, Stores.Result(7m, claim.AccountId ?? "", Later), Cancel);

        Assert.NotEqual(first, await StateIdAsync());
    }

    [Fact]
    public async Task Only_the_worker_claims_and_stores()
    {
        foreach (var call in new[]
        {
            "select claim_runs('{}', '{}', '{}', now(), now(), true)",
            "select claim_syncs('{}', '{}', '{}', now(), now(), true)", "select finish_syncs('[]', true)",
        })
        {
            await TestDatabase.ExecuteAsync(stores.Database.Worker, call);
            var refusal = await Assert.ThrowsAsync<PostgresException>(
                () => TestDatabase.ExecuteAsync(stores.Database.Api, call));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    /// <summary>Requests of connections that are due, each of another user, in the order of their keys.</summary>
    private async Task<List<ClaimRequest>> DueAsync(int count)
    {
        var requests = new List<ClaimRequest>();
        for (var number = 0; number < count; number++)
        {
            var user = Guid.CreateVersion7();
            var (connection, _) = await stores.SyncedAsync(user, 1m, $"key-number-{number}");
            requests.Add(new ClaimRequest(user, connection.Id, 2));
        }

        await RequestDueAsync();
        return requests;
    }

    private Task<IReadOnlyList<DueConnection>> RequestDueAsync() => stores.Worker<DueStore>().RequestAsync(
        "binance", false, 100, Later, Later.AddMinutes(5), Cancel);

    private async Task<IReadOnlyList<Claim>> ClaimAsync(IReadOnlyList<ClaimRequest> requests) =>
    [
        .. (await stores.Worker<ClaimStore>().ClaimSetAsync(requests, Later, Later.AddMinutes(3), Cancel))
            .Select(claimed => claimed.Claim),
    ];

    private Task<IReadOnlySet<Guid>> StoreAsync(IReadOnlyList<Claim> claims) =>
        stores.Worker<ResultStore>().StoreSetAsync([.. claims.Select(claim => (claim, Unchanged(claim)))], Cancel);

    private static SyncResult Unchanged(Claim claim) => Stores.Unchanged(claim, Later.AddMinutes(1));

    private async Task<NpgsqlTransaction> LockAsync(Guid connection)
    {
        var other = new NpgsqlConnection(stores.Database.Owner);
        await other.OpenAsync(Cancel);
        var transaction = await other.BeginTransactionAsync(Cancel);
        await using var hold = new NpgsqlCommand(
            $"select from user_connections where id = '{connection}' for update", other, transaction);
        await hold.ExecuteNonQueryAsync(Cancel);
        return transaction;
    }

    private async Task<string?> StateAsync() => await stores.Database.ReadAsync<string>(
        """
        select jsonb_build_array(
            (select jsonb_agg(to_jsonb(c) - 'changed_by' order by id) from user_connections c),
            (select jsonb_agg(to_jsonb(r) order by id) from sync_runs r))::text
        """);

    private Task<Guid> StateIdAsync() => stores.Database.ReadAsync<Guid>("select state_id from user_connections");
}
