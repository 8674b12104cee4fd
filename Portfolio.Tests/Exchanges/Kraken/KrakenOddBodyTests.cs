using CsCheck;
using Portfolio.Worker.Exchanges.Kraken;
using static Portfolio.Tests.Exchanges.Kraken.KrakenFixture;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenOddBodyTests
{
    private static readonly (string Path, string Body)[] Good =
    [
        (KrakenPaths.SystemStatus, Result("""{"status":"online","timestamp":"2026-03-01T12:00:00Z"}""")),
        (KrakenPaths.KeyInfo, KeyInfo(["query-funds"], ""","validUntil":"0","ipAllowlist":["203.0.113.7"]""")),
        (KrakenPaths.Balance, Balance("XXBT", "1", "DOT28.S", "2", "SOL.X", "3")),
        (KrakenPaths.Allocations, Allocations("BTC", "1.5", "DOT", "2")),
        (KrakenPaths.Assets, Result("""{"SOL":{"altname":"SOL"},"XXBT":{"altname":"XBT"}}""")),
        (KrakenPaths.AssetPairs, Result("""{"XXBTZUSD":{"base":"XXBT","quote":"ZUSD","status":"online"}}""")),
        (KrakenPaths.Ticker, Result(
            """
            {"XXBTZUSD":{"a":["60001","1","1"],"b":["59999","1","1"],"c":["60000","1"],"v":["1","9"],"p":["1","2"]}}
            """)),
    ];

    [Fact]
    public async Task Every_body_is_an_answer_or_a_failure_of_the_exchange()
    {
        var ct = Cancel;
        await using var kraken = await StartKrakenAsync(ct);

        await Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, int.MaxValue - 1]).SampleAsync(
            async (odd, seed) =>
            {
                for (var index = 0; index < Good.Length; index++)
                {
                    var (path, body) = Good[index];
                    kraken.Server.On(path, index == odd ? OddBodies.Answer(body, seed) : StubServer.Answer(body));
                }

                kraken.Clock.Advance(TimeSpan.FromDays(2));
                await OddAnswers.ReadAllAsync(kraken.Exchange, Key, ct);
            },
            iter: 200,
            threads: 1);
    }
}
