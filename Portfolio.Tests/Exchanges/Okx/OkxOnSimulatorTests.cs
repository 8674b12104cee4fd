using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.Errors;
using Portfolio.Tests.Simulator;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges.Okx;

/// <summary>The client against the simulator, which was written apart from it and is as strict as OKX.</summary>
public sealed class OkxOnSimulatorTests
{
    [Theory]
    [InlineData("okx-everyday")]
    [InlineData("okx-everywhere")]
    [InlineData("okx-empty")]
    [InlineData("okx-dust")]
    [InlineData("okx-unpriced")]
    [InlineData("okx-quotes")]
    [InlineData("okx-borrower")]
    [InlineData("okx-bots")]
    [InlineData("okx-delisted")]
    [InlineData("okx-sub-account")]
    [InlineData("okx-long-digits")]
    [InlineData("okx-published")]
    [InlineData("okx-load-7")]
    public async Task An_account_of_any_kind_is_read(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, account);

        Assert.NotNull(snapshot.Account.AccountId);
        Assert.Equal("global", snapshot.Region);
        Assert.All(snapshot.Account.Wallets, wallet => Assert.Equal(WalletOutcome.Ok, wallet.Outcome));
        Assert.Equal(account is "okx-empty", snapshot.Account.Wallets.All(wallet => wallet.Balances.Count == 0));
    }

    [Fact]
    public async Task A_whole_sync_meets_no_limit_and_a_second_one_right_after_it_neither()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        for (var sync = 0; sync < 3; sync++)
            Assert.NotNull((await ReadAsync(services, simulator, "okx-everywhere")).Total);
    }

    [Theory]
    [InlineData("okx-eea", "eea")]
    [InlineData("okx-us", "us")]
    public async Task A_key_of_another_region_is_found_and_read_there(string account, string region)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, account);

        Assert.Equal(region, snapshot.Region);
        Assert.NotEmpty(snapshot.Account.Wallets[0].Balances);
    }

    [Fact]
    public async Task A_sub_account_is_a_separate_account()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, "okx-sub-account");

        Assert.Equal($"{simulator.Key("okx-sub-account").Account.Uid}", snapshot.Account.AccountId);
    }

    [Theory]
    [InlineData("okx-trader", ErrorKinds.ExcessPermissions)]
    [InlineData("okx-withdrawer", ErrorKinds.ExcessPermissions)]
    [InlineData("okx-ip-restricted", ErrorKinds.IpNotAllowed)]
    [InlineData("okx-region-blocked", ErrorKinds.RegionBlocked)]
    [InlineData("okx-demo-trading", ErrorKinds.InvalidCredentials)]
    public async Task A_key_that_is_not_accepted_is_refused_with_its_kind(string account, string kind)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(() => ReadAsync(services, simulator, account));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(
            kind is ErrorKinds.IpNotAllowed or ErrorKinds.RegionBlocked, failure.EgressAddress is "127.0.0.1");
    }

    [Fact]
    public async Task Wrong_secrets_passphrases_and_keys_are_wrong_credentials()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);
        var exchange = services.GetRequiredService<IExchange>();
        var right = simulator.Key("okx-everyday");

        foreach (var (wrong, code) in ((ExchangeKey, string)[])
        [
            (OkxFixture.KeyOf(right.ApiKey, "wrong", right.Passphrase), "50113"),
            (OkxFixture.KeyOf(right.ApiKey, right.ApiSecret, "wrong"), "50105"),
            (OkxFixture.KeyOf("00000000-0000-0000-0000-000000000000", right.ApiSecret, right.Passphrase), "50119"),
        ])
        {
            var failure = await Assert.ThrowsAnyAsync<ExchangeException>(() => exchange.ReadKeyAsync(wrong, Cancel));
            Assert.Equal((ErrorKinds.InvalidCredentials, code), (failure.Kind, failure.Code));
        }
    }

    [Theory]
    [InlineData("okx-quotes")]
    [InlineData("okx-everywhere")]
    [InlineData("okx-borrower")]
    public async Task Every_asset_that_a_live_pair_leads_to_has_a_price(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, account);

        Assert.All(snapshot.Account.Wallets.SelectMany(wallet => wallet.Balances), balance =>
            Assert.True(snapshot.Prices.Find(balance.Symbol) is { Usd: > 0 }, $"{balance.Symbol} has no price."));
        Assert.Equal(0.9993m, snapshot.Prices.Find("USDT")?.Usd);
    }

    [Fact]
    public async Task Without_a_live_pair_OKX_values_an_asset_and_without_that_it_has_no_price()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, "okx-unpriced");

        Assert.All((string[])["HALTE", "SOONR", "EQONE", "NOPRC"], symbol => Assert.Null(snapshot.Prices.Find(symbol)));
        Assert.Equal("OKX eqUsd", snapshot.Account.OwnPrices?.GetValueOrDefault("EQONE")?.Source);
        Assert.Null(snapshot.Account.OwnPrices?.GetValueOrDefault("NOPRC"));
    }

    [Fact]
    public async Task A_debt_is_below_zero_and_funds_of_bots_are_counted_once()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var borrower = await ReadAsync(services, simulator, "okx-borrower");
        var bots = await ReadAsync(services, simulator, "okx-bots");

        Assert.Contains(new AssetQuantity("USDT", -12_500.75m), borrower.Account.Wallets[0].Balances);
        Assert.Contains(new AssetQuantity("USDT", 2_100), bots.Account.Wallets[0].Balances);
    }

    [Theory]
    [InlineData("okx-renamed", 500)]
    [InlineData("okx-old-name", 320)]
    public async Task An_account_is_read_under_the_names_that_it_lists(string account, decimal quantity)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, account);

        Assert.Contains(new AssetQuantity("MATIC", quantity), snapshot.Account.Wallets[0].Balances);
        Assert.Equal(snapshot.Prices.Find("POL"), snapshot.Prices.Find("MATIC"));
        Assert.Equal(
            (AssetMarket.Ended, AssetMarket.Trading, AssetMarket.Halted),
            (snapshot.Prices.Markets.Of("MATIC"), snapshot.Prices.Markets.Of("POL"),
            snapshot.Prices.Markets.Of("HALTE")));
    }

    [Fact]
    public async Task The_exchanges_own_total_names_the_wallets_outside_a_sync()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var total = (await ReadAsync(services, simulator, "okx-everywhere")).Total;

        Assert.Equal("classic", Assert.Single(total?.Wallets ?? [], wallet => wallet.Wallet is null).ExchangeName);
        Assert.Equal(total?.TotalUsd, total?.Wallets.Sum(wallet => wallet.Usd));
    }

    [Theory]
    [InlineData("/api/v5/account/balance", 0)]
    [InlineData("/api/v5/asset/balances", 1)]
    [InlineData("/api/v5/finance/savings", 2)]
    public async Task A_wallet_that_fails_takes_no_other_with_it(string path, int index)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);
        var whole = (await ReadAsync(services, simulator, "okx-everywhere")).Account;

        await simulator.ControlAsync(HttpMethod.Post, "/faults", new { kind = "html", pathPrefix = path });
        var partial = (await ReadAsync(services, simulator, "okx-everywhere")).Account;

        Assert.Equal(WalletOutcome.Unavailable, partial.Wallets[index].Outcome);
        for (var other = 0; other < partial.Wallets.Count; other++)
            Assert.Equal(other == index ? [] : whole.Wallets[other].Balances, partial.Wallets[other].Balances);
    }

    [Fact]
    public async Task On_chain_earn_counts_by_what_was_invested_in_whatever_state_an_order_is()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, "okx-staking");

        Assert.Equal(
            [new AssetQuantity("ETH", 0.75m), new AssetQuantity("SOL", 15m)],
            snapshot.Account.Find(WalletNames.EarnOnChain)?.Balances.OrderBy(balance => balance.Symbol));
    }

    [Theory]
    [InlineData(-90_000)]
    [InlineData(90_000)]
    public async Task A_clock_that_is_off_and_then_jumps_disturbs_nobody(int offsetMs)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        await simulator.ControlAsync(HttpMethod.Put, "/clock", new { offsetMs });
        Assert.NotEmpty((await ReadAsync(services, simulator, "okx-everyday")).Account.Wallets[0].Balances);

        await simulator.ControlAsync(HttpMethod.Put, "/clock", new { offsetMs = -offsetMs });
        Assert.NotEmpty((await ReadAsync(services, simulator, "okx-everyday")).Account.Wallets[0].Balances);
    }

    private static Task<AccountSnapshot> ReadAsync(
        ServiceProvider services, RunningSimulator simulator, string account)
    {
        var key = simulator.Key(account);
        return AccountReader.ReadAsync(
            services.GetRequiredService<IExchange>(),
            OkxFixture.KeyOf(key.ApiKey, key.ApiSecret, key.Passphrase),
            new HashSet<string>(),
            Cancel);
    }

    private static ServiceProvider Client(RunningSimulator simulator) => OkxFixture.Services(
        OkxFixture.Hurrying(simulator.Time),
        new CapturedLog(),
        OkxFixture.Hosts(simulator.Http.BaseAddress ?? throw new InvalidOperationException("It has no address.")));
}
