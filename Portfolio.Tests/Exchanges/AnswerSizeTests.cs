using System.Text;
using Microsoft.AspNetCore.Http;
using Portfolio.Contracts.Errors;
using Portfolio.Tests.Exchanges.Binance;
using Portfolio.Tests.Exchanges.Okx;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges;

/// <summary>Answers that are longer than their endpoint's may be.</summary>
public sealed class AnswerSizeTests
{
    /// <summary>What the two ends of a connection hold back at most, beside what was read.</summary>
    private const int Buffers = 16_000_000;

    private int sent;

    [Theory]
    [InlineData(BinanceFixture.Account)]
    [InlineData(BinanceFixture.Funding)]
    [InlineData(BinanceFixture.Flexible)]
    public async Task An_answer_of_Binance_without_end_is_given_up_at_its_endpoints_bound(string path)
    {
        await using var binance = await BinanceFixture.StartBinanceAsync(Cancel);
        binance.Server.On(BinanceFixture.Account, Answer(BinanceFixture.OneBitcoin)).On(path, SpacesAsync);

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.ExchangeUnavailable, ErrorDetails.AnswerTooLong), (failure.Kind, failure.Detail));
        Assert.Single(binance.Server.SeenAt(path));
        Assert.InRange(sent, AnswerSize.Small / 2, AnswerSize.Wallet + Buffers);
    }

    [Theory]
    [InlineData(OkxPaths.Trading)]
    [InlineData(OkxPaths.Funding)]
    [InlineData(OkxPaths.Savings)]
    public async Task An_answer_of_OKX_without_end_is_given_up_at_its_endpoints_bound(string path)
    {
        await using var okx = await OkxFixture.StartOkxAsync(Cancel);
        okx.Server.On(path, SpacesAsync);

        var failure = await okx.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.ExchangeUnavailable, ErrorDetails.AnswerTooLong), (failure.Kind, failure.Detail));
        Assert.Single(okx.Server.SeenAt(path));
        Assert.InRange(sent, AnswerSize.Wallet / 2, AnswerSize.DetailedWallet + Buffers);
    }

    [Fact]
    public async Task An_answer_that_announces_too_many_bytes_is_not_waited_for()
    {
        await using var binance = await BinanceFixture.StartBinanceAsync(Cancel);
        binance.Server.On(BinanceFixture.Account, async context =>
        {
            context.Response.ContentLength = AnswerSize.Wallet + 1;
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await NeverAnswer(context);
        });

        Assert.Equal(ErrorDetails.AnswerTooLong, (await binance.AccountFailureAsync(Cancel)).Detail);
    }

    [Theory]
    [InlineData(429, ErrorKinds.RateLimited)]
    [InlineData(503, ErrorKinds.ExchangeUnavailable)]
    public async Task A_refusal_with_a_long_page_is_what_its_status_says(int status, string kind)
    {
        await using var binance = await BinanceFixture.StartBinanceAsync(Cancel);
        binance.Server.On(BinanceFixture.Account, context =>
        {
            context.Response.StatusCode = status;
            return SpacesAsync(context);
        });

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((kind, $"{status}", null), (failure.Kind, failure.Code, failure.Detail));
    }

    [Fact]
    public async Task A_public_list_may_be_longer_than_an_account()
    {
        await using var binance = await BinanceFixture.StartBinanceAsync(Cancel);
        var others = Enumerable.Range(0, 100_000).Select(number => $$"""{"symbol":"P{{number}}USDT","price":"1.5"}""");
        binance.Server
            .On(BinanceFixture.Info, Answer(
                """{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}]}"""))
            .On(BinanceFixture.Tickers, Answer(
                $$"""[{"symbol":"BTCUSDT","price":"60000"},{{string.Join(',', others)}}]"""));

        var prices = await binance.Exchange.ReadPricesAsync(null, Cancel);

        Assert.Equal(60_000, prices.Find("BTC")?.Usd);
    }

    private async Task SpacesAsync(HttpContext context)
    {
        var spaces = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
        while (sent < 100_000_000 && await context.Response.BodyWriter.WriteAsync(spaces) is { IsCompleted: false })
            sent += spaces.Length;
    }
}
