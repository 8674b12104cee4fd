using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.Errors;
using Portfolio.Tests.Simulator;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges.Kraken;

/// <summary>The client against the simulator, which was written apart from it and is as strict as Kraken.</summary>
public sealed class KrakenOnSimulatorTests
{
    [Theory]
    [InlineData("kraken-everyday")]
    [InlineData("kraken-everywhere")]
    [InlineData("kraken-reader")]
    [InlineData("kraken-websocket")]
    [InlineData("kraken-empty")]
    [InlineData("kraken-emptied")]
    [InlineData("kraken-rewards")]
    [InlineData("kraken-bonded")]
    [InlineData("kraken-staked")]
    [InlineData("kraken-vault")]
    [InlineData("kraken-tokenized")]
    [InlineData("kraken-on-hold")]
    [InlineData("kraken-fiat")]
    [InlineData("kraken-unpriced")]
    [InlineData("kraken-unknown")]
    [InlineData("kraken-names")]
    [InlineData("kraken-numbers")]
    [InlineData("kraken-borrower")]
    [InlineData("kraken-credit-line")]
    [InlineData("kraken-long-digits")]
    [InlineData("kraken-snake-case")]
    [InlineData("kraken-nonce-window")]
    [InlineData("kraken-expiring")]
    [InlineData("kraken-published")]
    [InlineData("kraken-load-7")]
    public async Task An_account_of_any_kind_is_read(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, account);

        Assert.StartsWith("AA", snapshot.Account.AccountId, StringComparison.Ordinal);
        Assert.All(snapshot.Account.Wallets, wallet => Assert.Equal(WalletOutcome.Ok, wallet.Outcome));
        Assert.Equal(
            account is "kraken-empty" or "kraken-emptied",
            snapshot.Account.Wallets.All(wallet => wallet.Balances.Count == 0));
    }

    [Fact]
    public async Task Three_whole_syncs_one_after_the_other_meet_no_limit()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        for (var sync = 0; sync < 3; sync++)
            await ReadAsync(services, simulator, "kraken-everywhere");
    }

    [Theory]
    [InlineData("kraken-trader", ErrorKinds.ExcessPermissions, "trade")]
    [InlineData("kraken-closer", ErrorKinds.ExcessPermissions, "trade")]
    [InlineData("kraken-withdrawer", ErrorKinds.ExcessPermissions, "withdraw")]
    [InlineData("kraken-earner", ErrorKinds.ExcessPermissions, "earn-funds")]
    [InlineData("kraken-depositor", ErrorKinds.ExcessPermissions, "add-funds")]
    [InlineData("kraken-unknown-right", ErrorKinds.ExcessPermissions, "lend-funds")]
    [InlineData("kraken-unreadable", ErrorKinds.PermissionDenied, null)]
    [InlineData("kraken-no-key-info", ErrorKinds.PermissionDenied, ErrorDetails.RightsUnknown)]
    [InlineData("kraken-no-key-info-withdrawer", ErrorKinds.PermissionDenied, ErrorDetails.RightsUnknown)]
    [InlineData("kraken-ip-restricted", ErrorKinds.InvalidCredentials, null)]
    [InlineData("kraken-expired", ErrorKinds.InvalidCredentials, null)]
    [InlineData("kraken-otp", ErrorKinds.InvalidCredentials, ErrorDetails.WrongSignature)]
    [InlineData("kraken-used-before", ErrorKinds.InvalidCredentials, ErrorDetails.NonceTooLow)]
    public async Task A_key_that_is_not_accepted_is_refused_with_its_kind(string account, string kind, string? detail)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(() => ReadAsync(services, simulator, account));

        Assert.Equal((kind, detail), (failure.Kind, failure.Detail));
    }

    [Fact]
    public async Task Two_keys_of_one_account_have_its_id()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var one = await ReadAsync(services, simulator, "kraken-twin-one");
        var two = await ReadAsync(services, simulator, "kraken-twin-two");

        Assert.Equal(one.Account.AccountId, two.Account.AccountId);
    }

    [Theory]
    [InlineData("kraken-everyday")]
    [InlineData("kraken-names")]
    [InlineData("kraken-rewards")]
    public async Task Every_asset_with_a_live_pair_has_a_price(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, account);

        Assert.All(
            snapshot.Account.Wallets.SelectMany(wallet => wallet.Balances).Where(asset => asset.Symbol is not "PLN"),
            asset => Assert.True(snapshot.Prices.Find(asset.Symbol) is { Usd: > 0 }, $"{asset.Symbol} has no price."));
    }

    [Theory]
    [InlineData("kraken-fiat", "PLN")]
    [InlineData("kraken-fiat", "SEK")]
    [InlineData("kraken-tokenized", "NVDAx")]
    public async Task An_asset_without_a_live_pair_has_no_price(string account, string symbol)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = Client(simulator);

        var snapshot = await ReadAsync(services, simulator, account);

        Assert.Contains(snapshot.Account.Wallets[0].Balances, asset => asset.Symbol == symbol);
        Assert.Null(snapshot.Prices.Find(symbol));
    }

    /// <summary>Its waits pass at once.</summary>
    private static ServiceProvider Client(RunningSimulator simulator) => KrakenFixture.Services(
        new HurryingClock(simulator.Time, patience: TimeSpan.FromSeconds(10)),
        new CapturedLog(),
        new OwnTurns(simulator.Time),
        new OwnBudget(simulator.Time),
        ("BaseUrl", $"{simulator.Http.BaseAddress}"));

    private static Task<AccountSnapshot> ReadAsync(
        ServiceProvider services, RunningSimulator simulator, string account)
    {
        var key = simulator.Key(account);
        return AccountReader.ReadAsync(
            services.GetRequiredService<IExchange>(), KrakenFixture.KeyOf(key.ApiKey, key.ApiSecret),
            new HashSet<string>(), Cancel);
    }
}
