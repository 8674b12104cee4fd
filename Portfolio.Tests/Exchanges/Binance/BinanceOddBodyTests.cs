using CsCheck;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceOddBodyTests
{
    private static readonly (string Path, string Body)[] Good =
    [
        (Restrictions, ReadOnlyKey),
        (Account,
            """
            {"uid":7,"balances":[{"asset":"BTC","free":"1.5","locked":"0"},{"asset":"LDETH","free":"2","locked":"1"}]}
            """),
        (Funding, """[{"asset":"USDT","free":"1","locked":"0.5","freeze":"0.25","withdrawing":"0.125"}]"""),
        (Flexible, """{"rows":[{"asset":"ETH","totalAmount":"3","productId":"ETH001"}],"total":1}"""),
        (Locked, """{"rows":[{"asset":"DOT","amount":"120","positionId":1}],"total":1}"""),
        (Totals,
            """
            [{"activate":true,"balance":"1.5","walletName":"Spot"},
             {"activate":true,"balance":"0.1","walletName":"Earn"}]
            """),
        (Coins, """[{"coin":"BTC","name":"Bitcoin"},{"coin":"ETH","name":"Ethereum"}]"""),
        (Info, """{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}]}"""),
        (Tickers, """[{"symbol":"BTCUSDT","price":"60000"}]"""),
        (Day,
            """[{"symbol":"BTCUSDT","lastPrice":"6","volume":"1","quoteVolume":"6","bidPrice":"5","askPrice":"6"}]"""),
    ];

    [Fact]
    public async Task Every_body_is_an_answer_or_a_failure_of_the_exchange()
    {
        var ct = Cancel;
        await using var binance = await StartBinanceAsync(ct, ("Retries", "1"), ("PriceAge", "00:00:00"));

        await Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, int.MaxValue - 1]).SampleAsync(
            async (odd, seed) =>
            {
                for (var index = 0; index < Good.Length; index++)
                {
                    var (path, body) = Good[index];
                    binance.Server.On(path, index == odd ? OddBodies.Answer(body, seed) : StubServer.Answer(body));
                }

                binance.Clock.Advance(TimeSpan.FromDays(2));
                await OddAnswers.ReadAllAsync(binance.Exchange, Key, ct);
            },
            iter: 300,
            threads: 1);
    }
}
