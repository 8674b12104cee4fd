using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Storage.Budgets;
using Portfolio.Tests.Exchanges;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;
using Portfolio.Worker.Budgets;

namespace Portfolio.Tests.Budgets;

/// <summary>The turns of keys, of several workers over one database. Its clock is the one that counts.</summary>
[NeedsServers]
public sealed class KeyTurnTests(PostgresServer postgres)
{
    private const string Exchange = "kraken";
    private const string Key = "a-key";

    private static readonly KeyLimit Wide = new(Cost: 1, Most: 1_000, DecayPerSecond: 1);

    [Fact]
    public async Task A_keys_requests_are_sent_one_after_the_other_with_rising_nonces_over_all_workers()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        KeyTurns[] workers = [Worker(stores), Worker(stores), Worker(stores)];
        var (sending, most, nonces) = (0, 0, new List<long>());

        await Parallel.ForAsync(0, 24, Cancel, async (call, ct) =>
        {
            await using var turn = workers[call % workers.Length].Begin(Exchange, Key);
            Assert.Null(await turn.NextAsync(Wide, ct));
            most = Math.Max(most, Interlocked.Increment(ref sending));
            nonces.Add(turn.Nonce);
            await stores.Database.ReadAsync<int>("select 1");
            Interlocked.Decrement(ref sending);
        });

        Assert.Equal(1, most);
        Assert.Equal(24, nonces.Count);
        Assert.Equal(nonces.Order().Distinct(), nonces);
    }

    [Fact]
    public async Task Keys_do_not_wait_for_each_other()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var worker = Worker(stores);
        await using var one = worker.Begin(Exchange, Key);
        await using var other = worker.Begin(Exchange, "another-key");

        Assert.Null(await one.NextAsync(Wide, Cancel));
        Assert.Null(await other.NextAsync(Wide, Cancel));
    }

    [Fact]
    public async Task Each_attempt_of_a_call_has_a_nonce_of_its_own()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await using var turn = Worker(stores).Begin(Exchange, Key);
        await turn.NextAsync(Wide, Cancel);
        var first = turn.Nonce;

        Assert.Null(await turn.NextAsync(Wide, Cancel));

        Assert.True(turn.Nonce > first);
    }

    [Fact]
    public async Task A_nonce_is_the_time_in_nanoseconds()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var before = DateTimeOffset.UtcNow;

        var nonce = await NonceAsync(stores);

        Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds(nonce / 1_000_000),
            before.AddMilliseconds(-1), DateTimeOffset.UtcNow.AddMilliseconds(1));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_lower_the_nonce()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await NonceAsync(stores);
        const long ahead = 3_000_000_000_000_000_000;
        await TestDatabase.ExecuteAsync(stores.Database.Owner, $"update key_turns set last_nonce = {ahead}");

        Assert.Equal(ahead + 1, await NonceAsync(stores));
    }

    [Theory]
    [InlineData("clock_timestamp() - interval '1 second'")]
    [InlineData("clock_timestamp() + interval '1 hour'")]
    public async Task The_turn_of_a_worker_that_died_ends_even_if_a_wrong_clock_gave_it(string until)
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var dead = Worker(stores).Begin(Exchange, Key);
        await dead.NextAsync(Wide, Cancel);
        await TestDatabase.ExecuteAsync(stores.Database.Owner, $"update key_turns set leased_until = {until}");

        Assert.True(await NonceAsync(stores) > dead.Nonce);
    }

    [Fact]
    public async Task A_full_counter_holds_the_key_back_until_it_has_decayed()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var limit = new KeyLimit(Cost: 1, Most: 3, DecayPerSecond: 0.01);
        for (var call = 0; call < 3; call++)
            await NonceAsync(stores, limit);

        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var turn = Worker(stores, new HurryingClock(clock, TimeSpan.FromMinutes(1))).Begin(Exchange, Key);
        var refusal = await turn.NextAsync(limit, Cancel);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, "update key_turns set counted_at = counted_at - interval '100 seconds'");

        Assert.NotNull(refusal?.Bucket);
        Assert.True(refusal.Until > clock.GetUtcNow().AddSeconds(50));
        Assert.Null(await turn.NextAsync(limit, Cancel));
    }

    [Fact]
    public async Task A_key_that_is_locked_out_is_locked_out_for_all_workers_and_others_are_not()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await using (var turn = Worker(stores).Begin(Exchange, Key))
        {
            await turn.NextAsync(Wide, Cancel);
            Assert.Equal(1, await turn.BlockAsync(TimeSpan.FromMinutes(16)));
        }

        await using var again = Worker(stores).Begin(Exchange, Key);
        await using var other = Worker(stores).Begin(Exchange, "another-key");
        var refusal = await again.NextAsync(Wide, Cancel);

        Assert.Null(refusal!.Bucket);
        Assert.True(refusal.Until > DateTimeOffset.UtcNow.AddMinutes(15));
        Assert.Null(await other.NextAsync(Wide, Cancel));
        Assert.Equal(2, await other.BlockAsync(TimeSpan.FromMinutes(16)));
    }

    [Fact]
    public async Task Whether_the_rights_of_a_key_were_to_be_had_is_kept()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await using (var turn = Worker(stores).Begin(Exchange, Key))
        {
            await turn.NextAsync(Wide, Cancel);
            Assert.Null(turn.RightsMissed);
            await turn.NoteRightsAsync(0, Cancel);
        }

        await using var next = Worker(stores).Begin(Exchange, Key);
        await next.NextAsync(Wide, Cancel);

        Assert.Equal(0, next.RightsMissed);
    }

    [Fact]
    public async Task Nothing_that_is_kept_reveals_a_key()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await NonceAsync(stores);

        Assert.DoesNotContain(
            Key, await stores.Database.ReadAsync<string>("select to_json(k)::text from key_turns k"));
    }

    private static KeyTurns Worker(Stores stores, TimeProvider? clock = null) => new(
        stores.Worker<KeyTurnStore>(), Options.Create(new EgressOptions()), clock ?? TimeProvider.System);

    private static async Task<long> NonceAsync(Stores stores, KeyLimit? limit = null)
    {
        await using var turn = Worker(stores).Begin(Exchange, Key);
        Assert.Null(await turn.NextAsync(limit ?? Wide, Cancel));
        return turn.Nonce;
    }
}
