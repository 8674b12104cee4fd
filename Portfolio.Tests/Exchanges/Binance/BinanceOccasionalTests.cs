using Microsoft.Extensions.DependencyInjection;
using Portfolio.Tests.Simulator;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges.Binance;

/// <summary>Wallets that few accounts use: futures, margin and on-chain earn.</summary>
public sealed class BinanceOccasionalTests
{
    private static readonly HashSet<string> NoWallets = [];

    [Fact]
    public async Task Wallets_that_few_accounts_use_are_read_where_the_total_shows_a_value_in_them()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);

        var snapshot = await AccountReader.ReadAsync(
            services.GetRequiredService<IExchange>(), BinanceOnSimulator.Key(simulator, "derivatives"), NoWallets,
            Cancel);

        Assert.Equal(
            [
                "earn_onchain ETH 0.5, SOL 5", "margin_cross BTC 0.05, ETH 1, USDT -1500",
                "margin_isolated SOL 10, USDT 50", "futures_usdm USDT 4120 (120.15)", "futures_coinm BTC 0.03 (-0.004)",
            ],
            snapshot.Account.Wallets.Where(wallet => WalletNames.Occasional.Contains(wallet.Wallet)).Select(Shown));
        Assert.All(snapshot.Account.Wallets, wallet => Assert.Equal(WalletOutcome.Ok, wallet.Outcome));
    }

    [Theory]
    [InlineData("everyday")]
    [InlineData("everywhere")]
    [InlineData("many-positions")]
    public async Task An_account_without_them_costs_no_call(string account)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);

        await AccountReader.ReadAsync(
            services.GetRequiredService<IExchange>(), BinanceOnSimulator.Key(simulator, account), NoWallets, Cancel);

        foreach (var path in (string[])["/sapi/v1/margin", "/sapi/v1/onchain-yields", "/fapi", "/dapi"])
        {
            var log = await simulator.ControlAsync(HttpMethod.Get, $"/requests?pathPrefix={path}");
            Assert.Empty(log.GetProperty("requests").EnumerateArray());
        }
    }

    [Fact]
    public async Task A_wallet_of_which_something_is_stored_is_read_though_the_total_shows_nothing()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var services = BinanceOnSimulator.Client(simulator);

        var snapshot = await AccountReader.ReadAsync(
            services.GetRequiredService<IExchange>(), BinanceOnSimulator.Key(simulator, "everyday"),
            new HashSet<string> { WalletNames.MarginCross }, Cancel);

        Assert.True(snapshot.Account.Find(WalletNames.MarginCross) is { Outcome: WalletOutcome.Ok, Balances.Count: 0 });
        Assert.Null(snapshot.Account.Find(WalletNames.MarginIsolated));
    }

    private static string Shown(WalletReading wallet) =>
        $"{wallet.Wallet} {string.Join(", ", wallet.Balances.OrderBy(balance => balance.Symbol).Select(Shown))}";

    private static string Shown(AssetQuantity balance) => balance.UnrealizedProfit is 0
        ? FormattableString.Invariant($"{balance.Symbol} {balance.Quantity:0.####}")
        : FormattableString.Invariant(
            $"{balance.Symbol} {balance.Quantity:0.####} ({balance.UnrealizedProfit:0.####})");
}
