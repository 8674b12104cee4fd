using Portfolio.Storage.Connections;
using Portfolio.Storage.Idempotency;
using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Portfolios made by requests with an idempotency key.</summary>
[NeedsServers]
public sealed class PortfolioIdempotencyTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string FirstAnswer = """{"first":true}""";

    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    private PortfolioStore Portfolios => stores.Api<PortfolioStore>();

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task The_first_answer_is_given_again_also_once_the_portfolio_is_deleted()
    {
        var made = Assert.IsType<AddOutcome.Added>(await AddAsync(user, "body")).Portfolio.Id;
        await stores.Api<IdempotencyStore>().KeepAnswerAsync(user, "once", 201, FirstAnswer, Cancel);

        var again = EarlierOf(await AddAsync(user, "body"));
        await stores.Api<PortfolioRemovalStore>().RemoveAsync(user, made, Stores.Noon, Cancel);
        var afterRemoval = EarlierOf(await AddAsync(user, "body"));

        Assert.Equal(new EarlierRequest.Answered(201, FirstAnswer), again);
        Assert.Equal(again, afterRemoval);
        Assert.Empty(await Portfolios.ListAsync(user, null, 10, Cancel));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await AddAsync(user, "body");

        Assert.IsType<EarlierRequest.OfAnotherBody>(EarlierOf(await AddAsync(user, "another body")));
        Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel));
    }

    [Fact]
    public async Task Of_repeats_at_once_one_makes_a_portfolio()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(user, "body")));

        Assert.Single(outcomes.OfType<AddOutcome.Added>());
        Assert.Equal(5, outcomes.Count(outcome => EarlierOf(outcome) is EarlierRequest.UnderWay));
        Assert.Single(await Portfolios.ListAsync(user, null, 10, Cancel));
    }

    [Fact]
    public async Task A_request_that_died_without_an_answer_is_answered_with_its_portfolio_as_it_is_now()
    {
        var made = Assert.IsType<AddOutcome.Added>(await AddAsync(user, "body")).Portfolio.Id;
        await Portfolios.RenameAsync(user, made, "Savings", Cancel);

        var again = Assert.IsType<AddOutcome.Added>(await AddAsync(user, "body", TimeSpan.FromMinutes(3)));

        Assert.Equal((made, "Savings"), (again.Portfolio.Id, again.Portfolio.Name));
    }

    [Fact]
    public async Task A_request_that_died_without_an_answer_finds_no_portfolio_that_was_deleted_since()
    {
        var made = Assert.IsType<AddOutcome.Added>(await AddAsync(user, "body")).Portfolio.Id;
        await stores.Api<PortfolioRemovalStore>().RemoveAsync(user, made, Stores.Noon, Cancel);

        var again = await AddAsync(user, "body", TimeSpan.FromMinutes(3));

        Assert.Equal(new EarlierRequest.NeverAnswered(null), EarlierOf(again));
        Assert.Empty(await Portfolios.ListAsync(user, null, 10, Cancel));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await AddAsync(user, "body");
        await stores.Api<IdempotencyStore>().KeepAnswerAsync(user, "once", 201, FirstAnswer, Cancel);

        Assert.IsType<EarlierRequest.Answered>(EarlierOf(await AddAsync(user, "body", TimeSpan.FromHours(23))));
        Assert.IsType<AddOutcome.Added>(await AddAsync(user, "another body", TimeSpan.FromHours(25)));
        Assert.Equal(2, (await Portfolios.ListAsync(user, null, 10, Cancel)).Count);
    }

    [Fact]
    public async Task Another_users_key_is_another_key()
    {
        var stranger = Guid.CreateVersion7();
        await AddAsync(stranger, "body");
        await stores.Api<IdempotencyStore>().KeepAnswerAsync(stranger, "once", 201, FirstAnswer, Cancel);

        Assert.IsType<AddOutcome.Added>(await AddAsync(user, "another body"));
        await stores.Api<IdempotencyStore>().KeepAnswerAsync(user, "once", 201, "mine", Cancel);

        Assert.Equal(new EarlierRequest.Answered(201, FirstAnswer), EarlierOf(await AddAsync(stranger, "body")));
        Assert.Equal(
            new EarlierRequest.Answered(201, "mine"), EarlierOf(await AddAsync(user, "another body")));
    }

    [Fact]
    public async Task One_key_is_of_a_connection_or_of_a_portfolio()
    {
        await stores.Api<ConnectStore>().AddAsync(
            Stores.New(user, idempotencyKey: "once", body: "body"), Cancel);

        Assert.IsType<EarlierRequest.OfAnotherBody>(EarlierOf(await AddAsync(user, "another body")));
        Assert.Empty(await Portfolios.ListAsync(user, null, 10, Cancel));
    }

    private static EarlierRequest? EarlierOf(AddOutcome outcome) => (outcome as AddOutcome.Repeated)?.Earlier;

    private Task<AddOutcome> AddAsync(Guid owner, string body, TimeSpan later = default) => Portfolios.AddOnceAsync(
        owner, "Trading", Stores.Once(body), Stores.Noon + later, Cancel);
}
