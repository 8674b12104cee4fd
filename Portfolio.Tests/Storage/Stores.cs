using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Idempotency;
using Portfolio.Storage.Prices;
using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Both processes' stores over one database, and the few things every storage test does with them.</summary>
internal sealed class Stores(TestDatabase database) : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly IServiceProvider api = database.StoresAs(database.Api);
    private readonly IServiceProvider worker = database.StoresAs(database.Worker);

    public TestDatabase Database => database;

    public T Api<T>()
        where T : notnull => api.GetRequiredService<T>();

    public T Worker<T>()
        where T : notnull => worker.GetRequiredService<T>();

    public static NewConnection New(
        Guid userId, string apiKey = "the-key-of-this-test", string? idempotencyKey = null, string body = "",
        Guid? portfolioId = null, int atMost = int.MaxValue, string exchange = "binance") =>
        new()
        {
            UserId = userId,
            Exchange = exchange,
            Label = "Binance",
            Credentials = new ApiCredentials(apiKey, "the-secret-of-this-test", null),
            PortfolioId = portfolioId,
            SyncIntervalMinutes = 60,
            Now = Noon,
            RequestExpiresAt = Noon.AddMinutes(1),
            AtMost = atMost,
            Idempotency = idempotencyKey is null
                ? null
                : Once(body, idempotencyKey),
        };

    /// <summary>Of a request that takes eleven seconds at most.</summary>
    public static IdempotencyKey Once(string body, string key = "once") =>
        new(key, Encoding.UTF8.GetBytes(body), TimeSpan.FromSeconds(11));

    public async Task<ConnectionRow> ConnectAsync(Guid userId, string apiKey = "the-key-of-this-test") =>
        Assert.IsType<ConnectOutcome.Stored>(
            await Api<ConnectStore>().AddAsync(New(userId, apiKey), Cancel)).Connection;

    public Task<ClaimResult> ClaimAsync(Guid userId, Guid id, long request = 1, DateTimeOffset? now = null) =>
        Worker<ClaimStore>().ClaimAsync(userId, id, request, now ?? Noon, (now ?? Noon).AddMinutes(3), Cancel);

    public async Task<Claim> ClaimedAsync(Guid userId, Guid id, long request = 1, DateTimeOffset? now = null) =>
        (await ClaimAsync(userId, id, request, now)).Claim
            ?? throw new InvalidOperationException("The claim was refused.");

    /// <summary>A connection that holds this many BTC and nothing else.</summary>
    public async Task<(ConnectionRow Connection, Claim Claim)> SyncedAsync(
        Guid userId, decimal btc, string apiKey = "the-key-of-this-test")
    {
        var connection = await ConnectAsync(userId, apiKey);
        var claim = await ClaimedAsync(userId, connection.Id);
        Assert.Equal(StoreOutcome.Stored, await Worker<ResultStore>().StoreAsync(claim, Result(btc, apiKey), Cancel));
        return (connection, claim);
    }

    public static SyncResult Result(
        decimal quantity, string accountId = "the-key-of-this-test", DateTimeOffset? at = null,
        string symbol = "BTC") =>
        Result([Balance(symbol, quantity)], [], [new HoldingChange(symbol, quantity, null)], accountId, at);

    /// <summary>The result of a run that found what the claim found.</summary>
    public static SyncResult Unchanged(Claim claim, DateTimeOffset at, string? coverage = null) => new()
    {
        RunId = Guid.CreateVersion7(),
        FinishedAt = at,
        NextSyncAt = at.AddHours(1),
        AccountId = claim.AccountId,
        Key = new(["read"]),
        NewPortfolioName = "Binance Sync",
        ChangedBalances = [],
        RemovedBalances = [],
        Changes = [],
        Wallets = [new WalletResult("spot", "ok")],
        Totals = new RunTotals(Assets: 1, Dust: 0, Unpriced: 0, Usd: 50_000m),
        Coverage = coverage,
    };

    /// <summary>The result of a run at that hour, for an account whose spot wallet now holds this.</summary>
    public static SyncResult Booking(
        int hour, StoredBalance? balance, IReadOnlyList<HoldingChange> changes,
        params RenameQuestion[] questions) => Result(
        balance is null ? [] : [balance], [], changes, "the-key-of-this-test", Noon.AddHours(hour)
            .AddMinutes(1), questions);

    private static SyncResult Result(
        IReadOnlyList<StoredBalance> changed,
        IReadOnlyList<(string, string)> removed,
        IReadOnlyList<HoldingChange> changes,
        string accountId,
        DateTimeOffset? at,
        IReadOnlyList<RenameQuestion>? questions = null) =>
        new()
        {
            RunId = Guid.CreateVersion7(),
            FinishedAt = at ?? Noon.AddSeconds(1),
            NextSyncAt = (at ?? Noon).AddHours(1),
            AccountId = accountId,
            Key = new(["read"]),
            NewPortfolioName = "Binance Sync",
            ChangedBalances = changed,
            RemovedBalances = removed,
            NewPrices = Prices(changed),
            PricedAt = at ?? Noon,
            Changes = changes,
            Questions = questions ?? [],
            Wallets = [new WalletResult("spot", "ok")],
            Totals = new RunTotals(Assets: 1, Dust: 0, Unpriced: 0, Usd: 50_000m),
        };

    /// <summary>The prices of these balances, as a sync stores those of new assets.</summary>
    public static IReadOnlyList<AssetPrice> Prices(IReadOnlyList<StoredBalance> balances) =>
    [
        .. balances.DistinctBy(balance => balance.Symbol).Select(balance => new AssetPrice(
            balance.Symbol, balance.PriceUsd ?? 1, balance.PriceSource ?? "", "binance")),
    ];

    public static SyncFailure Failure(string kind, bool refused) => new()
    {
        RunId = Guid.CreateVersion7(),
        FinishedAt = Noon.AddSeconds(1),
        ErrorKind = kind,
        ErrorCode = "-2015",
        NextSyncAt = refused ? null : Noon.AddMinutes(1),
        DestroySecret = kind is "excess_permissions",
    };

    /// <summary>Until a statement waits for a lock that another transaction holds, for at most half a minute.</summary>
    public async Task UntilSomebodyWaitsAsync()
    {
        const string Waiting =
            """
            select count(*)
            from pg_locks l
            join pg_stat_activity a on a.pid = l.pid
            where not l.granted and a.datname = current_database()
            """;
        await Eventually.TrueAsync(async () => await database.ReadAsync<long>(Waiting) > 0);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    public static StoredBalance Balance(string symbol, decimal quantity) => new()
    {
        Wallet = "spot", Symbol = symbol, Name = $"{symbol}'s name", Quantity = quantity,
        PriceUsd = 50_000m, ValueUsd = quantity * 50_000m, PriceSource = $"{symbol}USDT",
    };
}
