using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.Errors;
using Portfolio.Tests.Simulator;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges.Binance;

/// <summary>The client against the simulator, which was written apart from it and is as strict as Binance.</summary>
public sealed class BinanceOnSimulatorTests
{
    [Theory]
    [InlineData("everyday")]
    [InlineData("everywhere")]
    [InlineData("veteran")]
    [InlineData("ed25519")]
    [InlineData("portfolio-margin")]
    [InlineData("empty")]
    [InlineData("dust")]
    [InlineData("unpriced")]
    [InlineData("bridged")]
    [InlineData("fiat")]
    [InlineData("stable")]
    [InlineData("receipts")]
    [InlineData("unicode")]
    [InlineData("extremes")]
    [InlineData("long-digits")]
    [InlineData("published")]
    [InlineData("many-positions")]
    [InlineData("load-7")]
    public async Task An_account_of_any_kind_is_read(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator, simulator.Time);
        var exchange = services.GetRequiredService<IExchange>();
        var key = BinanceOnSimulator.Key(simulator, account);

        Assert.Empty((await exchange.ReadKeyAsync(key, Cancel)).Excess);
        var reading = await exchange.ReadAccountAsync(key, Cancel);

        Assert.NotNull(reading.AccountId);
        Assert.Equal(
            [WalletNames.Spot, WalletNames.Funding, WalletNames.EarnFlexible, WalletNames.EarnLocked],
            reading.Wallets.Select(wallet => wallet.Wallet));
        Assert.All(reading.Wallets, wallet => Assert.Equal(WalletOutcome.Ok, wallet.Outcome));
        Assert.Equal(account is "empty", reading.Wallets.All(wallet => wallet.Balances.Count == 0));
        Assert.DoesNotContain(
            reading.Wallets.SelectMany(wallet => wallet.Balances),
            balance => balance.Symbol.StartsWith("LD", StringComparison.Ordinal) && balance.Symbol is not "LDO");
        Assert.Equal("Bitcoin", (await exchange.ReadAssetNamesAsync(key, Cancel))["BTC"]);
    }

    [Theory]
    [InlineData("bridged")]
    [InlineData("fiat")]
    [InlineData("unicode")]
    [InlineData("receipts")]
    public async Task Every_asset_that_a_live_pair_leads_to_has_a_price(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);
        var exchange = services.GetRequiredService<IExchange>();

        var prices = await exchange.ReadPricesAsync(null, Cancel);
        var reading = await exchange.ReadAccountAsync(BinanceOnSimulator.Key(simulator, account), Cancel);

        Assert.All(reading.Wallets.SelectMany(wallet => wallet.Balances), balance =>
            Assert.True(prices.Find(balance.Symbol) is { Usd: > 0 }, $"{balance.Symbol} has no price."));
    }

    [Fact]
    public async Task A_dead_pair_prices_nothing()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);
        var exchange = services.GetRequiredService<IExchange>();

        var prices = await exchange.ReadPricesAsync(null, Cancel);
        var reading = await exchange.ReadAccountAsync(BinanceOnSimulator.Key(simulator, "unpriced"), Cancel);

        Assert.Contains(reading.Wallets[0].Balances, balance => prices.Find(balance.Symbol) is null);
    }

    [Theory]
    [InlineData("trader", "trade")]
    [InlineData("withdrawer", "withdraw")]
    public async Task A_key_with_more_rights_lists_them(string account, string right)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);

        var key = await services.GetRequiredService<IExchange>()
            .ReadKeyAsync(BinanceOnSimulator.Key(simulator, account), Cancel);

        Assert.Contains(right, key.Excess);
    }

    [Theory]
    [InlineData(-90_000)]
    [InlineData(90_000)]
    public async Task A_clock_that_is_off_and_then_jumps_disturbs_nobody(int offsetMs)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);
        var exchange = services.GetRequiredService<IExchange>();
        var key = BinanceOnSimulator.Key(simulator, "everyday");

        await simulator.ControlAsync(HttpMethod.Put, "/clock", new { offsetMs });
        Assert.NotEmpty((await exchange.ReadAccountAsync(key, Cancel)).Wallets[0].Balances);

        await simulator.ControlAsync(HttpMethod.Put, "/clock", new { offsetMs = -offsetMs });
        Assert.NotEmpty((await exchange.ReadAccountAsync(key, Cancel)).Wallets[0].Balances);
    }

    [Theory]
    [InlineData("html", ErrorKinds.ExchangeUnavailable)]
    [InlineData("empty", ErrorKinds.ExchangeUnavailable)]
    [InlineData("shape", ErrorKinds.ExchangeUnavailable)]
    [InlineData("cut", ErrorKinds.ExchangeUnavailable)]
    [InlineData("reset", ErrorKinds.Network)]
    [InlineData("rateLimited", ErrorKinds.RateLimited)]
    [InlineData("banned", ErrorKinds.RateLimited)]
    [InlineData("waf", ErrorKinds.RateLimited)]
    [InlineData("region", ErrorKinds.RegionBlocked)]
    public async Task A_failure_of_the_exchange_gets_its_kind(string fault, string kind)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);
        var exchange = services.GetRequiredService<IExchange>();
        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind = fault });

        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(
            () => exchange.ReadAccountAsync(BinanceOnSimulator.Key(simulator, "everyday"), Cancel));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(kind is ErrorKinds.RateLimited, failure.RetryAt > simulator.Time.GetUtcNow());
    }

    [Theory]
    [InlineData("html")]
    [InlineData("cut")]
    [InlineData("reset")]
    public async Task A_transient_failure_is_not_noticed(string fault)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);
        var exchange = services.GetRequiredService<IExchange>();
        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind = fault, times = 2 });

        Assert.NotEmpty(
            (await exchange.ReadAccountAsync(BinanceOnSimulator.Key(simulator, "everyday"), Cancel))
                .Wallets[0].Balances);
    }

    [Theory]
    [InlineData("/api/v3/account", 0)]
    [InlineData("/sapi/v1/asset/get-funding-asset", 1)]
    [InlineData("/sapi/v1/simple-earn/flexible", 2)]
    [InlineData("/sapi/v1/simple-earn/locked", 3)]
    public async Task A_wallet_that_fails_takes_no_other_with_it(string path, int index)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);
        var exchange = services.GetRequiredService<IExchange>();
        var key = BinanceOnSimulator.Key(simulator, "everywhere");
        var whole = await exchange.ReadAccountAsync(key, Cancel);

        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind = "html", pathPrefix = path });
        var partial = await exchange.ReadAccountAsync(key, Cancel);

        Assert.Equal(WalletOutcome.Unavailable, partial.Wallets[index].Outcome);
        for (var other = 0; other < whole.Wallets.Count; other++)
            Assert.Equal(other == index ? [] : whole.Wallets[other].Balances, partial.Wallets[other].Balances);

        var receipts = index is 0 ? null : whole.Wallets[2].Balances.OrderBy(balance => balance.Symbol);
        Assert.Equal(receipts, partial.Receipts?.OrderBy(balance => balance.Symbol));
    }

    [Fact]
    public async Task An_account_is_read_under_the_names_that_it_lists()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);

        var snapshot = await AccountReader.ReadAsync(
            services.GetRequiredService<IExchange>(), BinanceOnSimulator.Key(simulator, "renamed"),
            new HashSet<string>(), Cancel);

        var spot = snapshot.Account.Wallets[0].Balances.ToDictionary(row => row.Symbol, row => row.Quantity);
        Assert.Equal((500, 100, 800, 25, 10), (spot["MATIC"], spot["POL"], spot["FTM"], spot["RNDR"], spot["RENDER"]));
        Assert.Equal("POLUSDT", snapshot.Prices.Find("MATIC")?.Source);
        Assert.Equal(
            (AssetMarket.Ended, AssetMarket.Trading, AssetMarket.Halted),
            (snapshot.Prices.Markets.Of("MATIC"), snapshot.Prices.Markets.Of("POL"),
            snapshot.Prices.Markets.Of("MOONQ")));
    }

    [Fact]
    public async Task The_exchanges_own_total_names_the_wallets_outside_a_sync()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator, simulator.Time);

        var snapshot = await AccountReader.ReadAsync(
            services.GetRequiredService<IExchange>(), BinanceOnSimulator.Key(simulator, "everywhere"),
            new HashSet<string>(), Cancel);

        var total = Assert.IsType<AccountTotal>(snapshot.Total);
        Assert.Equal("Options", Assert.Single(total.Wallets, wallet => wallet.Wallet is null).ExchangeName);
        Assert.Equal(total.TotalUsd, total.Wallets.Sum(wallet => wallet.Usd));
        var read = snapshot.Account.Wallets.SelectMany(wallet => wallet.Balances)
            .Sum(balance => balance.Quantity * snapshot.Prices.Find(balance.Symbol)?.Usd);
        Assert.InRange(total.Wallets.Where(wallet => wallet.Wallet is not null).Sum(wallet => wallet.Usd) / (read ?? 0),
            0.99m, 1.01m);
    }
}
