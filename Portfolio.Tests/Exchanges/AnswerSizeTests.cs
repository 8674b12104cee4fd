using System.Net;
using Portfolio.Contracts.Errors;
using Portfolio.Tests.Exchanges.Binance;
using Portfolio.Tests.Exchanges.Okx;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges;

/// <summary>Answers that are as long as their endpoint's may be, and longer ones.</summary>
public sealed class AnswerSizeTests
{
    private const string NoPositions = """{"total":0,"rows":[]}""";

    [Theory]
    [InlineData(BinanceFixture.Account, WalletNames.Spot, BinanceFixture.OneBitcoin, AnswerSize.Wallet)]
    [InlineData(BinanceFixture.Funding, WalletNames.Funding, "[]", AnswerSize.Wallet)]
    [InlineData(BinanceFixture.Flexible, WalletNames.EarnFlexible, NoPositions, AnswerSize.Small)]
    [InlineData(BinanceFixture.Locked, WalletNames.EarnLocked, NoPositions, AnswerSize.Small)]
    public async Task An_answer_of_Binance_is_read_up_to_its_endpoints_bound(
        string path, string wallet, string body, int most)
    {
        await using var binance = await BinanceFixture.StartBinanceAsync(Cancel);
        binance.Server.On(BinanceFixture.Account, Answer(BinanceFixture.OneBitcoin))
            .On(path, Answer(body.PadRight(most)), Answer(body.PadRight(most + 1)));

        var account = await binance.Exchange.ReadAccountAsync(BinanceFixture.Key, Cancel);
        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal(WalletOutcome.Ok, account.Find(wallet)?.Outcome);
        Assert.Equal((ErrorKinds.ExchangeUnavailable, ErrorDetails.AnswerTooLong), (failure.Kind, failure.Detail));
        Assert.Equal(2, binance.Server.SeenAt(path).Count);
    }

    [Theory]
    [InlineData(OkxPaths.Trading, WalletNames.Trading, OkxFixture.OneBitcoin, AnswerSize.DetailedWallet)]
    [InlineData(OkxPaths.Funding, WalletNames.Funding, OkxFixture.NoRows, AnswerSize.Wallet)]
    [InlineData(OkxPaths.Savings, WalletNames.EarnFlexible, OkxFixture.NoRows, AnswerSize.Wallet)]
    public async Task An_answer_of_OKX_is_read_up_to_its_endpoints_bound(
        string path, string wallet, string body, int most)
    {
        await using var okx = await OkxFixture.StartOkxAsync(Cancel);
        okx.Server.On(path, Answer(body.PadRight(most)), Answer(body.PadRight(most + 1)));

        var account = await okx.Exchange.ReadAccountAsync(OkxFixture.Key, Cancel);
        var failure = await okx.AccountFailureAsync(Cancel);

        Assert.Equal(WalletOutcome.Ok, account.Find(wallet)?.Outcome);
        Assert.Equal((ErrorKinds.ExchangeUnavailable, ErrorDetails.AnswerTooLong), (failure.Kind, failure.Detail));
        Assert.Equal(2, okx.Server.SeenAt(path).Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, 1_000_000, 1_000_001)]
    [InlineData(HttpStatusCode.BadGateway, AnswerSize.Small, AnswerSize.Small + 1)]
    public async Task Of_a_body_without_end_no_more_is_read_than_shows_that_it_is_too_long(
        HttpStatusCode status, int most, int readAtMost)
    {
        await using var endless = new EndlessStream();
        using var response = new HttpResponseMessage(status) { Content = new StreamContent(endless) };

        var failure = await Record.ExceptionAsync(async () =>
        {
            using var answer = await ExchangeAnswer.ReadAsync(response, most, Cancel);
            Assert.Equal(AnswerSize.Small, answer.Body.Length);
        });

        Assert.Equal(status is HttpStatusCode.OK ? typeof(AnswerTooLongException) : null, failure?.GetType());
        Assert.InRange(endless.Given, most, readAtMost);
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
        binance.Server.On(BinanceFixture.Account, Answer(new string(' ', AnswerSize.Wallet + 1), status));

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

    /// <summary>Nothing but spaces, and counts those that were taken.</summary>
    private sealed class EndlessStream : Stream
    {
        public int Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
