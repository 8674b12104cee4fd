using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceWalletsTests
{
    private const string FundingRows =
        """[{"asset":"USDT","free":"1","locked":"0.5","freeze":"0.25","withdrawing":"0.125","btcValuation":"0"}]""";

    private const string FlexibleRows =
        """{"rows":[{"asset":"BTC","totalAmount":"0.3","collateralAmount":"9","productId":"BTC001"}],"total":1}""";

    private const string LockedRows =
        """
        {"rows":[{"asset":"DOT","amount":"120","positionId":1},{"asset":"DOT","amount":"80","positionId":2}],"total":2}
        """;

    private const string Receipts =
        """{"uid":7,"balances":[{"asset":"LDETH","free":"2","locked":"0"},{"asset":"BTC","free":"1","locked":"0"}]}""";

    private const string Pairs =
        """{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}]}""";

    private static readonly string[] All =
        [WalletNames.Spot, WalletNames.Funding, WalletNames.EarnFlexible, WalletNames.EarnLocked];

    [Fact]
    public async Task Every_wallet_is_read_and_a_quantity_is_all_that_is_the_users()
    {
        await using var binance = await StartWithAllWalletsAsync();

        var reading = await binance.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Equal(All, reading.Wallets.Select(wallet => wallet.Wallet));
        Assert.All(reading.Wallets, wallet => Assert.Equal((WalletOutcome.Ok, null), (wallet.Outcome, wallet.Failure)));
        Assert.Equal([new AssetQuantity("BTC", 1)], reading.Wallets[0].Balances);
        Assert.Equal([new AssetQuantity("USDT", 1.875m)], reading.Wallets[1].Balances);
        Assert.Equal([new AssetQuantity("BTC", 0.3m)], reading.Wallets[2].Balances);
        Assert.Equal([new AssetQuantity("DOT", 200)], reading.Wallets[3].Balances);
        Assert.Equal("POST", Assert.Single(binance.Server.SeenAt(Funding)).Method);
        Assert.Equal(("1", "100"), (
            binance.Server.SeenAt(Flexible)[0].Value("current"), binance.Server.SeenAt(Flexible)[0].Value("size")));
    }

    [Theory]
    [InlineData(400, """{"code":-2015,"msg":"No."}""", WalletOutcome.Refused, ErrorKinds.PermissionDenied, "-2015")]
    [InlineData(401, """{"code":-1002,"msg":"No."}""", WalletOutcome.Refused, ErrorKinds.PermissionDenied, "-1002")]
    [InlineData(400, """{"code":-1099,"msg":"No."}""", WalletOutcome.Refused, ErrorKinds.PermissionDenied, "-1099")]
    [InlineData(400, """{"code":-10038,"msg":"?"}""", WalletOutcome.Refused, ErrorKinds.ExchangeRefused, "-10038")]
    [InlineData(401, """{"code":-71012,"msg":"?"}""", WalletOutcome.Refused, ErrorKinds.PermissionDenied, "-71012")]
    [InlineData(404, "<html>", WalletOutcome.Unsupported, ErrorKinds.ExchangeUnavailable, "404")]
    [InlineData(500, """{"code":-1000}""", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable, "-1000")]
    [InlineData(503, "", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable, "503")]
    [InlineData(200, "<html>", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable, "200")]
    [InlineData(200, "{}", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable, "200")]
    [InlineData(200, "", WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable, "200")]
    [InlineData(400, """{"code":-1121,"msg":"?"}""", WalletOutcome.Unavailable, ErrorKinds.Internal, "-1121")]
    public async Task A_wallet_that_fails_has_its_own_outcome(
        int status, string body, object outcome, string kind, string code)
    {
        foreach (var (path, index) in ((string, int)[])[(Funding, 1), (Flexible, 2), (Locked, 3)])
        {
            await using var binance = await StartWithAllWalletsAsync();
            binance.Server.On(path, Answer(body, status));

            var reading = await binance.Exchange.ReadAccountAsync(Key, Cancel);

            var failed = reading.Wallets[index];
            Assert.Equal(
                ((WalletOutcome)outcome, kind, code), (failed.Outcome, failed.Failure?.Kind, failed.Failure?.Code));
            Assert.Empty(failed.Balances);
            Assert.Equal([], reading.Receipts);
            Assert.Equal(3, reading.Wallets.Count(wallet => wallet.Outcome is WalletOutcome.Ok));
            Assert.Equal("7", reading.AccountId);
        }
    }

    [Theory]
    [InlineData(429, """{"code":-1003,"msg":"Too much."}""", ErrorKinds.RateLimited)]
    [InlineData(418, """{"code":-1003,"msg":"Banned."}""", ErrorKinds.RateLimited)]
    [InlineData(403, "<html>", ErrorKinds.RateLimited)]
    [InlineData(451, """{"code":0,"msg":"Not here."}""", ErrorKinds.RegionBlocked)]
    [InlineData(400, """{"code":-1021,"msg":"Late."}""", ErrorKinds.ClockSkew)]
    [InlineData(400, """{"code":-2008,"msg":"Who?"}""", ErrorKinds.InvalidCredentials)]
    public async Task A_failure_beyond_one_wallet_ends_the_run(int status, string body, string kind)
    {
        foreach (var path in (string[])[Account, Funding, Flexible, Locked])
        {
            await using var binance = await StartWithAllWalletsAsync();
            binance.Server.On(path, Answer(body, status));

            Assert.Equal(kind, (await binance.AccountFailureAsync(Cancel)).Kind);
        }
    }

    [Fact]
    public async Task A_ban_is_named_before_the_refusals_it_brings()
    {
        await using var binance = await StartWithAllWalletsAsync();
        var refusal = Answer("""{"code":-2015,"msg":"No."}""", 401);
        binance.Server
            .On(Account, refusal)
            .On(Restrictions, refusal)
            .On(Locked, Answer("""{"code":-1003,"msg":"Banned."}""", 418));

        Assert.Equal(ErrorKinds.RateLimited, (await binance.AccountFailureAsync(Cancel)).Kind);
    }

    [Fact]
    public async Task A_spot_wallet_that_fails_leaves_the_others_and_the_account_unnamed()
    {
        await using var binance = await StartWithAllWalletsAsync();
        binance.Server.On(Account, Answer("<html>"));

        var reading = await binance.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Null(reading.AccountId);
        Assert.Null(reading.Receipts);
        Assert.Equal(WalletOutcome.Unavailable, reading.Wallets[0].Outcome);
        Assert.Equal(3, reading.Wallets.Count(wallet => wallet.Outcome is WalletOutcome.Ok));
    }

    [Fact]
    public async Task A_run_that_reads_no_wallet_has_read_nothing()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server
            .On(Account, Answer("""{"code":-1002,"msg":"No."}""", 401))
            .On(Funding, Answer("<html>"))
            .On(Flexible, Answer("""{"code":-2015,"msg":"No."}""", 400));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await binance.AccountFailureAsync(Cancel)).Kind);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(400, """{"code":-2015,"msg":"No."}""")]
    [InlineData(500, "")]
    public async Task Receipts_are_read_also_where_the_positions_were_not(int status, string body)
    {
        await using var binance = await StartWithAllWalletsAsync();
        binance.Server.On(Account, Answer(Receipts)).On(Info, Answer(Pairs)).On(Flexible, Answer(body, status));

        var reading = await binance.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Equal([new AssetQuantity("BTC", 1)], reading.Wallets[0].Balances);
        Assert.NotEqual(WalletOutcome.Ok, reading.Wallets[2].Outcome);
        Assert.Equal([new AssetQuantity("ETH", 2)], reading.Receipts);
    }

    [Fact]
    public async Task Receipts_are_kept_apart_from_positions_that_were_read()
    {
        await using var binance = await StartWithAllWalletsAsync();
        binance.Server.On(Account, Answer(Receipts)).On(Info, Answer(Pairs));

        var reading = await binance.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Equal([new AssetQuantity("BTC", 1)], reading.Wallets[0].Balances);
        Assert.Equal([new AssetQuantity("BTC", 0.3m)], reading.Wallets[2].Balances);
        Assert.Equal([new AssetQuantity("ETH", 2)], reading.Receipts);
    }

    private static async Task<BinanceFixture> StartWithAllWalletsAsync()
    {
        var binance = await StartBinanceAsync(Cancel);
        binance.Server
            .On(Account, Answer(OneBitcoin))
            .On(Restrictions, Answer(ReadOnlyKey))
            .On(Funding, Answer(FundingRows))
            .On(Flexible, Answer(FlexibleRows))
            .On(Locked, Answer(LockedRows));
        return binance;
    }
}
