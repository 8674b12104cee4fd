using Microsoft.AspNetCore.Http;
using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinancePricesTests
{
    private const string BitcoinPrice = """[{"symbol":"BTCUSDT","price":"60000.00"}]""";

    private static readonly string Bitcoin = Pair("BTC", "USDT");

    [Fact]
    public async Task Many_callers_cost_one_call_and_the_next_one_after_ten_seconds()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Info, Answer(Listing(Bitcoin))).On(Tickers, Answer(BitcoinPrice));

        var lists = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => binance.Exchange.ReadPricesAsync(null, Cancel)));

        Assert.All(lists, prices => Assert.Equal(new Price(60_000, "BTCUSDT"), prices.Find("BTC")));
        Assert.Equal(Noon, lists[0].ReadAt);
        Assert.Single(binance.Server.SeenAt(Tickers));

        binance.Clock.Advance(TimeSpan.FromSeconds(9));
        await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Single(binance.Server.SeenAt(Tickers));

        binance.Clock.Advance(TimeSpan.FromSeconds(1));
        await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Equal(2, binance.Server.SeenAt(Tickers).Count);
        Assert.Single(binance.Server.SeenAt(Info));
        Assert.All(binance.Server.SeenAt(Tickers), sent => Assert.Equal("symbolStatus=TRADING", sent.Query));
    }

    [Fact]
    public async Task The_list_of_pairs_is_read_again_after_its_age_or_when_a_price_names_a_new_pair()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var more =
            """[{"symbol":"BTCUSDT","price":"1"},{"symbol":"NEWUSDT","price":"3"},{"symbol":"GHOST","price":"1"}]""";
        binance.Server
            .On(Info, Answer(Listing(Bitcoin)), Answer(Listing(Bitcoin, Pair("NEW", "USDT"))))
            .On(Tickers, Answer(BitcoinPrice), Answer(more));

        Assert.Null((await binance.Exchange.ReadPricesAsync(null, Cancel)).Find("NEW"));

        binance.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, (await binance.Exchange.ReadPricesAsync(null, Cancel)).Find("NEW")?.Usd);
        Assert.Equal(2, binance.Server.SeenAt(Info).Count);

        // The unknown symbol is in no list of pairs, and does not cause repeated requests.
        binance.Clock.Advance(TimeSpan.FromSeconds(10));
        await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Equal(2, binance.Server.SeenAt(Info).Count);

        binance.Clock.Advance(TimeSpan.FromMinutes(5));
        await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Equal(3, binance.Server.SeenAt(Info).Count);
    }

    [Fact]
    public async Task A_venue_that_refuses_the_filter_gets_requests_without_it_from_then_on()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var prices = """[{"symbol":"BTCUSDT","price":"60000"},{"symbol":"ETHUSDT","price":"2000"}]""";
        binance.Server
            .On(Info, Answer(Listing(Bitcoin, Pair("ETH", "USDT", "BREAK"))))
            .On(Tickers, Answer("""{"code":-1104,"msg":"Not all sent parameters were read."}""", 400), Answer(prices));

        var list = await binance.Exchange.ReadPricesAsync(null, Cancel);
        binance.Clock.Advance(TimeSpan.FromSeconds(10));
        await binance.Exchange.ReadPricesAsync(null, Cancel);

        Assert.NotNull(list.Find("BTC"));
        Assert.Null(list.Find("ETH"));
        Assert.Equal(["symbolStatus=TRADING", "", ""], binance.Server.SeenAt(Tickers).Select(sent => sent.Query));
        Assert.Single(binance.Log.Lines, line => line.Contains("symbolStatus=TRADING", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"symbol":"BTCUSDT","price":"0.00000000"}]""")]
    [InlineData("""[{"symbol":"BTCUSDT","price":null}]""")]
    [InlineData("""[{"symbol":"OTHER","price":"1"}]""")]
    [InlineData("<html></html>")]
    public async Task Without_a_usable_price_list_nothing_is_priced_and_nothing_fails(string body)
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Info, Answer(Listing(Bitcoin))).On(Tickers, Answer(body));

        var prices = await binance.Exchange.ReadPricesAsync(null, Cancel);

        Assert.Equal((0, true, null), (prices.Count, prices.IsStale, prices.Find("BTC")));
    }

    [Fact]
    public async Task A_list_that_failed_is_requested_again_ten_seconds_later()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server
            .On(Info, Answer(Listing(Bitcoin)))
            .On(Tickers, Answer("""{"code":-1131,"msg":"No."}""", 400), Answer(BitcoinPrice));

        Assert.True((await binance.Exchange.ReadPricesAsync(null, Cancel)).IsStale);
        Assert.True((await binance.Exchange.ReadPricesAsync(null, Cancel)).IsStale);
        Assert.Single(binance.Server.SeenAt(Tickers));

        binance.Clock.Advance(TimeSpan.FromSeconds(10));
        var prices = await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Equal((new Price(60_000, "BTCUSDT"), false), (prices.Find("BTC"), prices.IsStale));
    }

    [Fact]
    public async Task The_last_good_list_serves_ten_minutes_as_an_old_one_and_then_nothing_is_priced()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Info, Answer(Listing(Bitcoin))).On(Tickers, Answer(BitcoinPrice), Answer("", 404));
        var readAt = (await binance.Exchange.ReadPricesAsync(null, Cancel)).ReadAt;

        binance.Clock.Advance(TimeSpan.FromMinutes(9));
        var old = await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.True(old.IsStale);
        Assert.Equal(readAt, old.ReadAt);
        Assert.Equal(new Price(60_000, "BTCUSDT (old)") { At = readAt }, old.Find("BTC"));

        binance.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await binance.Exchange.ReadPricesAsync(null, Cancel)).Find("BTC"));
    }

    [Fact]
    public async Task The_last_good_list_of_pairs_serves_a_day_and_prices_are_current_meanwhile()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Info, Answer(Listing(Bitcoin)), Answer("", 404)).On(Tickers, Answer(BitcoinPrice));
        Assert.False((await binance.Exchange.ReadPricesAsync(null, Cancel)).Pairs?.IsOld);

        binance.Clock.Advance(TimeSpan.FromHours(23));
        var meanwhile = await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Equal((false, true), (meanwhile.IsStale, meanwhile.Pairs?.IsOld));
        Assert.Equal(new Price(60_000, "BTCUSDT"), meanwhile.Find("BTC"));

        binance.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await binance.Exchange.ReadPricesAsync(null, Cancel)).Count);
    }

    [Fact]
    public async Task An_old_list_of_pairs_proves_nothing_about_a_missing_asset()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var prices =
            """[{"symbol":"BTCUSDT","price":"1"},{"symbol":"POLUSDT","price":"1"},{"symbol":"SUSDT","price":"1"}]""";
        binance.Server
            .On(Info, Answer(
                Listing(Bitcoin, Pair("POL", "USDT"), Pair("FTM", "USDT"), Pair("S", "USDT"))), Answer("", 404))
            .On(Tickers, Answer(prices));
        await binance.Exchange.ReadPricesAsync(null, Cancel);

        binance.Clock.Advance(TimeSpan.FromHours(1));
        var old = await binance.Exchange.ReadPricesAsync(null, Cancel);

        Assert.Equal(
            (AssetMarket.Unknown, AssetMarket.Trading), (old.Markets.Of("MATIC"), old.Markets.Of("FTM")));
    }

    [Fact]
    public async Task A_caller_that_gives_up_takes_the_prices_from_no_other()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var requested = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        binance.Server.On(Info, Answer(Listing(Bitcoin))).On(Tickers, async context =>
        {
            requested.SetResult();
            await answer.Task;
            await context.Response.WriteAsync(BitcoinPrice);
        });

        var left = binance.Exchange.ReadPricesAsync(null, leaving.Token);
        var stayed = binance.Exchange.ReadPricesAsync(null, Cancel);
        await requested.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        answer.SetResult();

        Assert.NotNull((await stayed).Find("BTC"));
    }

    [Fact]
    public async Task Volumes_are_read_every_five_minutes_and_decide_between_pairs()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var prices =
            """
            [{"symbol":"BTCUSDT","price":"60000"},{"symbol":"SKYUSDT","price":"9.99"},
             {"symbol":"SKYBTC","price":"0.000001"}]
            """;
        binance.Server
            .On(Info, Answer(Listing(Bitcoin, Pair("SKY", "USDT"), Pair("SKY", "BTC"))))
            .On(Tickers, Answer(prices))
            .On(Day, Answer(
                $"[{Statistics("BTCUSDT", 9_000)},null,{Statistics("SKYUSDT", 0)},{Statistics("SKYBTC", 7_000_000)}]"));

        Assert.Equal(
            new Price(0.06m, "SKYBTC*BTCUSDT"), (await binance.Exchange.ReadPricesAsync(null, Cancel)).Find("SKY"));
        binance.Clock.Advance(TimeSpan.FromMinutes(4));
        await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Single(binance.Server.SeenAt(Day));

        binance.Clock.Advance(TimeSpan.FromMinutes(1));
        await binance.Exchange.ReadPricesAsync(null, Cancel);
        Assert.Equal(2, binance.Server.SeenAt(Day).Count);
    }

    [Fact]
    public async Task Without_volumes_the_preferred_pair_is_taken_and_they_are_requested_again_later()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Info, Answer(Listing(Bitcoin))).On(Tickers, Answer(BitcoinPrice));

        Assert.NotNull((await binance.Exchange.ReadPricesAsync(null, Cancel)).Find("BTC"));
        binance.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull((await binance.Exchange.ReadPricesAsync(null, Cancel)).Find("BTC"));

        Assert.Single(binance.Server.SeenAt(Day));
    }

    private static string Statistics(string symbol, int volume) =>
        $$"""
        {"symbol":"{{symbol}}","lastPrice":"1","volume":"{{volume}}","quoteVolume":"{{volume}}",
         "bidPrice":"{{(volume > 0 ? 1 : 0)}}","askPrice":"{{(volume > 0 ? 1 : 0)}}"}
        """;

    internal static string Listing(params string[] pairs) => $$"""{"symbols":[{{string.Join(',', pairs)}}]}""";

    internal static string Pair(string one, string other, string status = "TRADING") =>
        $$"""{"symbol":"{{one}}{{other}}","status":"{{status}}","baseAsset":"{{one}}","quoteAsset":"{{other}}"}""";
}
