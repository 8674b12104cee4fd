using Npgsql;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>A connection and the portfolio that is made for it: both are stored, or neither is.</summary>
[NeedsServers]
public sealed class ConnectStoreTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Account = "the-account-of-this-test";

    private readonly Guid user = Guid.CreateVersion7();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_connection_and_its_new_portfolio_are_stored_together()
    {
        var stored = Assert.IsType<ConnectOutcome.Stored>(await AddAsync(New("a-key")));

        var portfolio = Assert.Single(await PortfoliosAsync());
        Assert.Equal(("Mine", portfolio.Id), (portfolio.Name, stored.Connection.PortfolioId));
    }

    [Fact]
    public async Task A_key_that_is_connected_already_makes_no_portfolio()
    {
        await stores.ConnectAsync(user, "a-key");

        Assert.IsType<ConnectOutcome.DuplicateKey>(await AddAsync(New("a-key")));
        Assert.Empty(await PortfoliosAsync());
    }

    [Fact]
    public async Task Of_one_key_connected_six_times_at_once_one_connection_with_one_portfolio_is_left()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(New("a-key"))));

        Assert.Single(outcomes.OfType<ConnectOutcome.Stored>());
        Assert.Equal(5, outcomes.OfType<ConnectOutcome.DuplicateKey>().Count());
        Assert.Single(await PortfoliosAsync());
    }

    [Fact]
    public async Task Another_key_of_an_account_that_is_connected_already_stores_nothing()
    {
        var (first, _) = await stores.SyncedAsync(user, 1m, Account);

        var refused = Assert.IsType<ConnectOutcome.DuplicateAccount>(
            await AddAsync(New("another-key", accountId: Account)));

        Assert.Equal(first.Id, refused.Existing.Id);
        Assert.Equal(["Binance Sync"], (await PortfoliosAsync()).Select(portfolio => portfolio.Name));
        Assert.Single(await stores.Api<ConnectionStore>().ListAsync(user, null, 10, Cancel));
    }

    [Fact]
    public async Task A_refused_key_that_is_connected_again_stays_in_its_portfolio_and_makes_none()
    {
        var (first, _) = await stores.SyncedAsync(user, 1m, Account);
        await TestDatabase.ExecuteAsync(
            stores.Database.Owner,
            "update user_connections set last_outcome = 'refused', error_kind = 'invalid_credentials'");

        var stored = Assert.IsType<ConnectOutcome.Stored>(await AddAsync(New(Account, accountId: Account)));

        Assert.Equal((true, first.Id), (stored.Repaired, stored.Connection.Id));
        Assert.Equal(["Binance Sync"], (await PortfoliosAsync()).Select(portfolio => portfolio.Name));
    }

    [Fact]
    public async Task A_portfolio_that_is_not_the_users_makes_no_new_one_either()
    {
        var theirs = await stores.Api<PortfolioStore>().AddAsync(Guid.CreateVersion7(), "Theirs", Stores.Noon, Cancel);

        Assert.IsType<ConnectOutcome.UnknownPortfolio>(await AddAsync(New("a-key", portfolioId: theirs.Id)));
        Assert.Empty(await PortfoliosAsync());
    }

    [Theory]
    [InlineData("Binance", "", "portfolio_name_is_short")]
    [InlineData("", "Mine", "label_is_short")]
    public async Task An_error_of_the_database_leaves_neither(string label, string portfolio, string constraint)
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => AddAsync(New("a-key", label, portfolio)));

        Assert.Equal(constraint, error.ConstraintName);
        Assert.Empty(await PortfoliosAsync());
        Assert.Empty(await stores.Api<ConnectionStore>().ListAsync(user, null, 10, Cancel));
    }

    private NewConnection New(
        string apiKey, string label = "Binance", string portfolio = "Mine", Guid? portfolioId = null,
        string? accountId = null)
    {
        var plain = Stores.New(user, apiKey, portfolioId: portfolioId);
        return new NewConnection
        {
            UserId = user, Exchange = plain.Exchange, Label = label, Credentials = plain.Credentials,
            PortfolioId = portfolioId, NewPortfolioName = portfolio, AccountId = accountId,
            SyncIntervalMinutes = 60, Now = plain.Now, RequestExpiresAt = plain.RequestExpiresAt,
        };
    }

    private Task<ConnectOutcome> AddAsync(NewConnection connection) =>
        stores.Api<ConnectStore>().AddAsync(connection, Cancel);

    private Task<IReadOnlyList<PortfolioRow>> PortfoliosAsync() =>
        stores.Api<PortfolioStore>().ListAsync(user, null, 10, Cancel);
}
