using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.Okx.OkxFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxWalletsTests
{
    private static readonly string[] Paths = [OkxPaths.Trading, OkxPaths.Funding, OkxPaths.Savings];

    [Fact]
    public async Task Every_wallet_is_read_each_asset_once()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Funding, Answer("""{"code":"0","data":[{"ccy":"USDT","bal":"435"},{"ccy":"X","bal":"0"}]}"""))
            .On(OkxPaths.Savings, Answer(
                """{"code":"0","data":[{"ccy":"USDT","amt":"10"},{"ccy":"USDT","amt":"1.5"}]}"""));

        var reading = await okx.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Equal(
            [WalletNames.Trading, WalletNames.Funding, WalletNames.EarnFlexible],
            reading.Wallets.Select(wallet => wallet.Wallet));
        Assert.All(reading.Wallets, wallet => Assert.Equal(WalletOutcome.Ok, wallet.Outcome));
        Assert.Equal([new AssetQuantity("BTC", 1)], reading.Wallets[0].Balances);
        Assert.Equal([new AssetQuantity("USDT", 435)], reading.Wallets[1].Balances);
        Assert.Equal([new AssetQuantity("USDT", 11.5m)], reading.Wallets[2].Balances);
        Assert.Equal(new Price(60_000, "OKX eqUsd"), reading.OwnPrices?["BTC"]);
    }

    [Theory]
    [InlineData(200, "50120", WalletOutcome.Refused, ErrorKinds.PermissionDenied)]
    [InlineData(200, "50030", WalletOutcome.Refused, ErrorKinds.PermissionDenied)]
    [InlineData(403, "50035", WalletOutcome.Refused, ErrorKinds.PermissionDenied)]
    [InlineData(200, "50052", WalletOutcome.Refused, ErrorKinds.PermissionDenied)]
    [InlineData(404, "404", WalletOutcome.Unsupported, ErrorKinds.ExchangeUnavailable)]
    [InlineData(200, "58007", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable)]
    [InlineData(429, "50013", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable)]
    [InlineData(503, "50001", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable)]
    [InlineData(400, "51000", WalletOutcome.Unavailable, ErrorKinds.Internal)]
    public async Task A_wallet_that_fails_has_its_own_outcome(
        int status, string code, object outcome, string kind)
    {
        for (var index = 0; index < Paths.Length; index++)
        {
            await using var okx = await StartOkxAsync(Cancel);
            okx.Server.On(Paths[index], Answer(code is "404" ? "" : Refusal(code), status));

            var reading = await okx.Exchange.ReadAccountAsync(Key, Cancel);

            var failed = reading.Wallets[index];
            Assert.Equal(
                ((WalletOutcome)outcome, kind, code), (failed.Outcome, failed.Failure?.Kind, failed.Failure?.Code));
            Assert.Empty(failed.Balances);
            Assert.Equal(2, reading.Wallets.Count(wallet => wallet.Outcome is WalletOutcome.Ok));
        }
    }

    [Theory]
    [InlineData(429, "50011", ErrorKinds.RateLimited)]
    [InlineData(401, "50111", ErrorKinds.InvalidCredentials)]
    [InlineData(401, "50119", ErrorKinds.InvalidCredentials)]
    [InlineData(401, "50110", ErrorKinds.IpNotAllowed)]
    [InlineData(200, "50121", ErrorKinds.RegionBlocked)]
    [InlineData(401, "50102", ErrorKinds.ClockSkew)]
    public async Task A_failure_beyond_one_wallet_ends_the_run(int status, string code, string kind)
    {
        foreach (var path in Paths)
        {
            await using var okx = await StartOkxAsync(Cancel);
            okx.Server.On(path, Answer(Refusal(code), status));

            Assert.Equal(kind, (await okx.AccountFailureAsync(Cancel)).Kind);
        }
    }

    [Fact]
    public async Task A_run_that_reads_no_wallet_has_read_nothing()
    {
        await using var okx = await StartOkxAsync(Cancel);
        foreach (var path in Paths)
            okx.Server.On(path, Answer(Refusal("50001"), 503));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await okx.AccountFailureAsync(Cancel)).Kind);
    }

    [Fact]
    public async Task Names_are_read_once_for_each_region()
    {
        await using var okx = await StartPatientOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Currencies, Answer("""{"code":"0","data":[{"ccy":"BTC","name":"Bitcoin"}]}"""))
            .On(Us + OkxPaths.Currencies, Answer("""{"code":"0","data":[{"ccy":"ETH","name":"Ethereum"}]}"""));
        var american = new ExchangeKey(Key.Credentials, "us");

        for (var time = 0; time < 2; time++)
        {
            Assert.Equal("Bitcoin", Assert.Single(await okx.Exchange.ReadAssetNamesAsync(Key, Cancel)).Value);
            Assert.Equal("Ethereum", Assert.Single(await okx.Exchange.ReadAssetNamesAsync(american, Cancel)).Value);
        }

        Assert.All(
            (string[])[OkxPaths.Currencies, Us + OkxPaths.Currencies], path => Assert.Single(okx.Server.SeenAt(path)));
    }
}
