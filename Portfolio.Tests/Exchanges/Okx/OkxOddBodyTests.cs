using CsCheck;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.Okx.OkxFixture;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxOddBodyTests
{
    private static readonly (string Path, string Rows)[] Good =
    [
        (OkxPaths.Config, """{"uid":"42","mainUid":"41","perm":"read_only","ip":"","label":"x"}"""),
        (OkxPaths.Trading,
            """{"totalEq":"60005","details":[{"ccy":"BTC","eq":"1","eqUsd":"60000","upl":"0.1","cashBal":"0.9"}]}"""),
        (OkxPaths.Funding, """{"ccy":"ETH","bal":"37.1","availBal":"30","frozenBal":"7.1"},{"ccy":"USDT","bal":"5"}"""),
        (OkxPaths.Savings, """{"ccy":"ETH","amt":"11","earnings":"0.1"}"""),
        (OkxPaths.Valuation,
            """{"details":{"classic":"124.6","funding":"1","trading":"2544.28"},"totalBal":"3791.61"}"""),
        (OkxPaths.Currencies, """{"ccy":"USDT","chain":"USDT-ERC20","name":"Tether"},{"ccy":"BTC","name":"Bitcoin"}"""),
        (OkxPaths.Instruments, """{"instId":"BTC-USD","state":"live","baseCcy":"BTC","quoteCcy":"USD"}"""),
        (OkxPaths.Tickers,
            """
            {"instId":"BTC-USD","last":"60000","lastSz":"1","vol24h":"5","bidPx":"1","askPx":"1","ts":"1795000000000"}
            """),
    ];

    [Fact]
    public async Task Every_body_is_an_answer_or_a_failure_of_the_exchange()
    {
        var ct = Cancel;
        await using var okx = await StartOkxAsync(ct);

        await Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, int.MaxValue - 1]).SampleAsync(
            async (odd, seed) =>
            {
                for (var index = 0; index < Good.Length; index++)
                {
                    var body = $$"""{"code":"0","msg":"","data":[{{Good[index].Rows}}]}""";
                    foreach (var region in (string[])["", Eea, Us])
                    {
                        okx.Server.On(
                            region + Good[index].Path,
                            index == odd ? OddBodies.Answer(body, seed) : StubServer.Answer(body));
                    }
                }

                okx.Clock.Advance(TimeSpan.FromDays(2));
                await OddAnswers.ReadAllAsync(okx.Exchange, Key, ct);
            },
            iter: 200,
            threads: 1);
    }
}
