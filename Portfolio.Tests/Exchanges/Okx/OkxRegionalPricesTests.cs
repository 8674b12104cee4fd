using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.Okx.OkxFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxRegionalPricesTests
{
    private const string Instruments =
        """{"code":"0","msg":"","data":[{"instId":"BTC-USD","state":"live","baseCcy":"BTC","quoteCcy":"USD"}]}""";

    [Theory]
    [InlineData(null, 60_000)]
    [InlineData("global", 60_000)]
    [InlineData("eea", 61_000)]
    [InlineData("us", 62_000)]
    [InlineData("mars", 60_000)]
    public async Task Each_region_has_separate_prices(string? region, int price)
    {
        await using var okx = await StartWithPricesAsync();

        await okx.Exchange.ReadPricesAsync("us", Cancel);
        var list = await okx.Exchange.ReadPricesAsync(region, Cancel);

        Assert.Equal(price, list.Find("BTC")?.Usd);
    }

    [Theory]
    [InlineData(451, "")]
    [InlineData(403, "<html>blocked</html>")]
    [InlineData(429, "Too Many Requests")]
    [InlineData(200, """{"msg":"Not from here.","code":"50121"}""")]
    [InlineData(200, "<html>We will be back soon</html>")]
    [InlineData(503, """{"msg":"Busy.","code":"50001"}""")]
    [InlineData(404, "")]
    public async Task A_region_whose_host_gives_no_prices_takes_those_of_the_next_one_that_does(int status, string body)
    {
        await using var okx = await StartWithPricesAsync();
        okx.Server
            .On(Eea + OkxPaths.Tickers, Answer(body, status))
            .On(OkxPaths.Instruments, HangUp);

        var list = await okx.Exchange.ReadPricesAsync("eea", Cancel);

        Assert.Equal(62_000, list.Find("BTC")?.Usd);
    }

    [Fact]
    public async Task A_region_has_its_own_prices_again_as_soon_as_its_host_gives_them()
    {
        await using var okx = await StartWithPricesAsync();
        okx.Server.On(Eea + OkxPaths.Tickers, Answer("", 451), Answer(Tickers(63_000)));

        Assert.Equal(60_000, (await okx.Exchange.ReadPricesAsync("eea", Cancel)).Find("BTC")?.Usd);
        okx.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(63_000, (await okx.Exchange.ReadPricesAsync("eea", Cancel)).Find("BTC")?.Usd);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_left_after_ten_seconds()
    {
        await using var okx = await StartWithPricesAsync();
        okx.Server.On(Eea + OkxPaths.Instruments, NeverAnswer);

        var prices = okx.Exchange.ReadPricesAsync("eea", Cancel);
        await okx.Server.UntilSeenAsync(Eea + OkxPaths.Instruments);
        okx.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(60_000, (await prices).Find("BTC")?.Usd);
    }

    [Fact]
    public async Task Without_prices_anywhere_nothing_is_priced_and_nothing_fails()
    {
        await using var okx = await StartWithPricesAsync();
        foreach (var region in (string[])["", Eea, Us])
            okx.Server.On(region + OkxPaths.Instruments, Answer("", region is Eea ? 451 : 404));

        var prices = await okx.Exchange.ReadPricesAsync("eea", Cancel);

        Assert.Equal((0, true, null), (prices.Count, prices.IsStale, prices.Pairs));
    }

    [Fact]
    public async Task The_current_prices_of_another_region_come_before_its_own_old_ones()
    {
        await using var okx = await StartWithPricesAsync();
        okx.Server.On(Eea + OkxPaths.Tickers, Answer(Tickers(61_000)), Answer("", 404));
        var readAt = (await okx.Exchange.ReadPricesAsync("eea", Cancel)).ReadAt;

        okx.Clock.Advance(TimeSpan.FromMinutes(9));
        var other = await okx.Exchange.ReadPricesAsync("eea", Cancel);
        Assert.Equal((60_000, false), (other.Find("BTC")?.Usd, other.IsStale));

        foreach (var region in (string[])["", Us])
            okx.Server.On(region + OkxPaths.Tickers, Answer("", 404));
        okx.Clock.Advance(TimeSpan.FromSeconds(30));
        var old = await okx.Exchange.ReadPricesAsync("eea", Cancel);
        Assert.Equal(new Price(61_000, "BTC-USD (old)") { At = readAt }, old.Find("BTC"));
    }

    [Fact]
    public async Task A_region_that_gives_no_names_takes_those_that_keys_of_another_region_have_read()
    {
        await using var okx = await StartPatientOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Currencies, Answer("""{"code":"0","msg":"","data":[{"ccy":"BTC","name":"Bitcoin"}]}"""))
            .On(Eea + OkxPaths.Currencies, Answer("", 451));
        await okx.Exchange.ReadAssetNamesAsync(new ExchangeKey(Key.Credentials, "global"), Cancel);

        var names = await okx.Exchange.ReadAssetNamesAsync(new ExchangeKey(Key.Credentials, "eea"), Cancel);

        Assert.Equal("Bitcoin", names["BTC"]);
    }

    private static async Task<OkxFixture> StartWithPricesAsync()
    {
        var okx = await StartOkxAsync(Cancel);
        foreach (var (region, price) in (ReadOnlySpan<(string, int)>)[("", 60_000), (Eea, 61_000), (Us, 62_000)])
        {
            okx.Server
                .On(region + OkxPaths.Instruments, Answer(Instruments))
                .On(region + OkxPaths.Tickers, Answer(Tickers(price)));
        }

        return okx;
    }

    private static string Tickers(int price) =>
        $$"""{"code":"0","msg":"","data":[{"instType":"SPOT","instId":"BTC-USD","last":"{{price}}","lastSz":"1"}]}""";
}
