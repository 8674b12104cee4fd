using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinancePauseTests
{
    private const string TooMuch = """{"code":-1003,"msg":"Too much request weight used."}""";

    [Fact]
    public async Task A_limit_is_not_tried_again_and_holds_back_every_call_until_it_is_over()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(TooMuch, 429, "Retry-After: 35"), Answer(OneBitcoin));

        var first = await binance.AccountFailureAsync(Cancel);
        var second = await Assert.ThrowsAnyAsync<ExchangeException>(
            () => binance.Exchange.ReadPricesAsync(null, Cancel));

        Assert.Equal((ErrorKinds.RateLimited, "-1003"), (first.Kind, first.Code));
        Assert.Equal(ErrorKinds.RateLimited, second.Kind);
        Assert.Equal(Noon.AddSeconds(35), first.RetryAt);
        Assert.Equal(first.RetryAt, second.RetryAt);
        Assert.Single(binance.Server.SeenAt(Account));
        Assert.Empty(binance.Server.SeenAt(Info));
        Assert.Single(binance.Log.Lines, line => line.Contains("is not called before", StringComparison.Ordinal));

        binance.Clock.Advance(TimeSpan.FromSeconds(35));
        Assert.NotNull(await binance.Exchange.ReadAccountAsync(Key, Cancel));
    }

    [Fact]
    public async Task A_ban_ends_when_its_text_says()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var end = Noon.AddHours(2);
        binance.Server.On(Account, Answer(BannedUntil(end), 418));

        Assert.Equal(end, (await binance.AccountFailureAsync(Cancel)).RetryAt);
        Assert.Equal(end, (await binance.AccountFailureAsync(Cancel)).RetryAt);
        Assert.Single(binance.Server.SeenAt(Account));
    }

    [Fact]
    public async Task A_ban_is_read_in_exchange_time_and_kept_in_local_time()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var end = Noon.AddHours(2);
        binance.Server
            .On(Time, Answer($$"""{"serverTime":{{Noon.AddMinutes(10).ToUnixTimeMilliseconds()}}}"""))
            .On(Account, Answer(BannedUntil(end), 418));

        Assert.Equal(end.AddMinutes(-10), (await binance.AccountFailureAsync(Cancel)).RetryAt);
    }

    [Fact]
    public async Task A_firewall_that_answers_in_html_is_left_alone_for_five_minutes()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer("<html><title>The request was blocked</title></html>", 403));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.RateLimited, "403"), (failure.Kind, failure.Code));
        Assert.InRange(failure.RetryAt ?? default, Noon.AddMinutes(5), Noon.AddMinutes(6));
        Assert.Single(binance.Server.SeenAt(Account));
    }

    [Fact]
    public async Task A_blocked_country_is_reported_and_neither_tried_again_nor_paused()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(
            Account, Answer("""{"code":0,"msg":"A restricted location."}""", 451), Answer(OneBitcoin));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.RegionBlocked, "451"), (failure.Kind, failure.Code));
        Assert.Single(binance.Server.SeenAt(Account));
        Assert.NotNull(await binance.Exchange.ReadAccountAsync(Key, Cancel));
    }

    private static string BannedUntil(DateTimeOffset end) =>
        $$"""{"code":-1003,"msg":"Way too much; IP banned until {{end.ToUnixTimeMilliseconds()}}. Please use less."}""";
}
