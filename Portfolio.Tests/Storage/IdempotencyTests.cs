using Portfolio.Storage.Connections;
using Portfolio.Storage.Idempotency;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class IdempotencyTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task The_first_answer_is_given_again()
    {
        Assert.IsType<ConnectOutcome.Stored>(await AddAsync("once", "body"));
        await stores.Api<IdempotencyStore>().KeepAnswerAsync(user, "once", 202, """{"first":true}""", Cancel);

        Assert.Equal(
            new EarlierRequest.Answered(202, """{"first":true}"""), EarlierOf(await AddAsync("once", "body")));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await AddAsync("once", "body");

        Assert.IsType<EarlierRequest.OfAnotherBody>(EarlierOf(await AddAsync("once", "another body")));
    }

    [Fact]
    public async Task A_repeat_while_the_first_is_under_way_has_to_wait()
    {
        await AddAsync("once", "body");

        Assert.IsType<EarlierRequest.UnderWay>(EarlierOf(await AddAsync("once", "body")));
    }

    [Fact]
    public async Task Of_repeats_at_once_one_stores_and_none_is_a_duplicate()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync("once", "body")));

        Assert.Single(outcomes, outcome => outcome is ConnectOutcome.Stored);
        Assert.Equal(5, outcomes.Count(outcome => EarlierOf(outcome) is EarlierRequest.UnderWay));
    }

    [Fact]
    public async Task A_request_that_died_without_an_answer_is_answered_with_its_stored_connection()
    {
        var stored = Assert.IsType<ConnectOutcome.Stored>(await AddAsync("once", "body"));

        var again = Assert.IsType<ConnectOutcome.NeverAnswered>(
            await AddAsync("once", "body", TimeSpan.FromMinutes(3)));

        Assert.Equal(stored.Connection.Id, again.Connection.Id);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(12, false)]
    public async Task A_repeat_has_to_wait_no_longer_than_the_first_request_may_take(int seconds, bool waits)
    {
        await AddAsync("once", "body");

        var again = await AddAsync("once", "body", TimeSpan.FromSeconds(seconds));

        Assert.Equal(waits, EarlierOf(again) is EarlierRequest.UnderWay);
        Assert.Equal(!waits, again is ConnectOutcome.NeverAnswered);
    }

    [Theory]
    [InlineData(119, true)]
    [InlineData(121, false)]
    public async Task A_request_to_an_earlier_release_may_take_two_minutes(int seconds, bool waits)
    {
        await AddAsync("once", "body");
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner, "update idempotency_keys set answered_by = null");

        var again = await AddAsync("once", "body", TimeSpan.FromSeconds(seconds));

        Assert.Equal(waits, EarlierOf(again) is EarlierRequest.UnderWay);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await AddAsync("once", "body");

        Assert.IsType<ConnectOutcome.DuplicateKey>(await AddAsync("once", "another body", TimeSpan.FromHours(25)));
    }

    [Fact]
    public async Task A_duplicate_keeps_no_answer()
    {
        await AddAsync("first", "body");

        Assert.IsType<ConnectOutcome.DuplicateKey>(await AddAsync("second", "body"));
        Assert.IsType<ConnectOutcome.DuplicateKey>(await AddAsync("second", "another body"));
    }

    private static EarlierRequest? EarlierOf(ConnectOutcome outcome) =>
        (outcome as ConnectOutcome.Repeated)?.Earlier;

    private Task<ConnectOutcome> AddAsync(string key, string body, TimeSpan later = default)
    {
        var first = Stores.New(user, idempotencyKey: key, body: body);
        return stores.Api<ConnectStore>().AddAsync(
            new NewConnection
            {
                UserId = user, Exchange = first.Exchange, Label = first.Label, Credentials = first.Credentials,
                SyncIntervalMinutes = 60, Now = first.Now + later, RequestExpiresAt = first.RequestExpiresAt + later,
                Idempotency = first.Idempotency,
            },
            Cancel);
    }
}
