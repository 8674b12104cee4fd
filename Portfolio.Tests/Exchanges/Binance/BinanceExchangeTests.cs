using Microsoft.AspNetCore.Http;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceExchangeTests
{
    private const string NoneOfThree = """{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}""";
    private const string NotReading =
        """{"enableReading":false,"enableSpotAndMarginTrading":false,"enableWithdrawals":false}""";

    [Fact]
    public async Task A_venue_that_does_not_report_the_rights_of_a_key_is_refused_unless_allowed()
    {
        await using var strict = await StartBinanceAsync(Cancel);
        strict.Server.On(Restrictions, Answer("<html>Not Found</html>", 404));
        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(() => strict.Exchange.ReadKeyAsync(Key, Cancel));

        Assert.Equal(ErrorKinds.Internal, failure.Kind);
        Assert.Contains("AllowUnverifiedKeys", failure.Message, StringComparison.Ordinal);
        Assert.Single(strict.Server.SeenAt(Restrictions));

        await using var lenient = await StartBinanceAsync(Cancel, ("AllowUnverifiedKeys", "true"));
        lenient.Server.On(Restrictions, Answer("", 404));
        Assert.Equal(["read"], (await lenient.Exchange.ReadKeyAsync(Key, Cancel)).Granted);
    }

    [Fact]
    public async Task A_refused_account_of_a_key_that_may_not_read_is_a_missing_permission()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(NoneOfThree, 401)).On(Restrictions, Answer(NotReading));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.PermissionDenied, "-2015"), (failure.Kind, failure.Code));
        Assert.False(Assert.IsType<KeyScopeException>(failure).Key.CanRead);
    }

    [Fact]
    public async Task A_refused_account_of_a_key_that_may_read_is_no_fault_of_the_key()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(NoneOfThree, 401)).On(Restrictions, Answer(ReadOnlyKey));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await binance.AccountFailureAsync(Cancel)).Kind);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(400, NoneOfThree)]
    public async Task A_refused_account_of_a_key_with_unreadable_rights_is_a_wrong_key(int status, string body)
    {
        await using var binance = await StartBinanceAsync(Cancel, ("AllowUnverifiedKeys", "true"));
        binance.Server.On(Account, Answer(NoneOfThree, 401)).On(Restrictions, Answer(body, status));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.InvalidCredentials, true), (failure.Kind, failure.MayBeTransient));
    }

    [Fact]
    public async Task Receipts_need_the_list_of_pairs_and_nothing_else_does()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var account =
            """{"balances":[{"asset":"LDBTC","free":"1","locked":"0"},{"asset":"LDO","free":"2","locked":"0"}]}""";
        var pairs = """{"symbols":[{"symbol":"LDOBTC","status":"BREAK","baseAsset":"LDO","quoteAsset":"BTC"}]}""";
        binance.Server.On(Account, Answer(OneBitcoin), Answer(account)).On(Info, Answer(pairs));

        await binance.Exchange.ReadAccountAsync(Key, Cancel);
        Assert.Empty(binance.Server.SeenAt(Info));

        var reading = await binance.Exchange.ReadAccountAsync(Key, Cancel);
        Assert.Equal([new AssetQuantity("LDO", 2)], reading.Wallets[0].Balances);
        Assert.Equal([new AssetQuantity("BTC", 1)], reading.Receipts);
    }

    [Fact]
    public async Task More_of_an_asset_than_can_be_counted_is_an_unreadable_account()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var row = """{"asset":"BTC","free":"79228162514264337593543950335","locked":"0"}""";
        binance.Server.On(Account, Answer($$"""{"balances":[{{row}},{{row}}]}"""));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await binance.AccountFailureAsync(Cancel)).Kind);
    }

    [Fact]
    public async Task Names_are_read_once_a_day_for_all_users()
    {
        await using var binance = await StartPatientBinanceAsync(Cancel);
        binance.Server.On(Coins, Answer(
            """[{"coin":"BTC","name":"Bitcoin","networkList":[{"name":"BEP2"}]},{"coin":"X"}]"""));

        var names = await binance.Exchange.ReadAssetNamesAsync(Key, Cancel);
        await binance.Exchange.ReadAssetNamesAsync(Key, Cancel);
        Assert.Equal("Bitcoin", Assert.Single(names).Value);
        Assert.Single(binance.Server.SeenAt(Coins));

        binance.Clock.Advance(TimeSpan.FromDays(1));
        await binance.Exchange.ReadAssetNamesAsync(Key, Cancel);
        Assert.Equal(2, binance.Server.SeenAt(Coins).Count);
    }

    [Fact]
    public async Task Unreadable_names_fail_nothing_and_are_not_requested_again_at_once()
    {
        await using var binance = await StartPatientBinanceAsync(Cancel);
        binance.Server.On(
            Coins, Answer(NoneOfThree, 400), Answer("""[{"coin":"BTC","name":"Bitcoin"}]"""), Answer(NoneOfThree, 400));

        Assert.Empty(await binance.Exchange.ReadAssetNamesAsync(Key, Cancel));
        Assert.Empty(await binance.Exchange.ReadAssetNamesAsync(Key, Cancel));
        Assert.Single(binance.Server.SeenAt(Coins));

        binance.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Single(await binance.Exchange.ReadAssetNamesAsync(Key, Cancel));

        binance.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(await binance.Exchange.ReadAssetNamesAsync(Key, Cancel));
        Assert.Equal(3, binance.Server.SeenAt(Coins).Count);
    }

    [Fact]
    public async Task Slow_names_delay_no_sync()
    {
        await using var binance = await StartPatientBinanceAsync(Cancel);
        var answer = new TaskCompletionSource();
        binance.Server.On(Coins, async context =>
        {
            binance.Clock.Advance(TimeSpan.FromSeconds(5));
            await answer.Task;
            await context.Response.WriteAsync("""[{"coin":"BTC","name":"Bitcoin"}]""");
        });

        Assert.Empty(await binance.Exchange.ReadAssetNamesAsync(Key, Cancel));
        answer.SetResult();
        Assert.Single(await binance.Exchange.ReadAssetNamesAsync(Key, Cancel));
    }
}
