using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceSecretsTests
{
    [Theory]
    [InlineData(200, "<html></html>")]
    [InlineData(200, """{"balances":[]""")]
    [InlineData(400, """{"code":-1022,"msg":"echo"}""")]
    [InlineData(400, """{"code":-1021,"msg":"echo"}""")]
    [InlineData(401, """{"code":-2015,"msg":"echo"}""")]
    [InlineData(403, "echo")]
    [InlineData(404, "echo")]
    [InlineData(429, "echo")]
    [InlineData(451, "echo")]
    [InlineData(500, "echo")]
    [InlineData(302, "echo")]
    public async Task No_failure_reveals_a_secret_even_if_the_server_echoes_it(int status, string body)
    {
        await using var binance = await StartBinanceAsync(Cancel);
        foreach (var path in (string[])[Account, Restrictions, Coins, Funding, Flexible, Locked, Totals])
            RequestEcho(binance, path, status, body);

        var failures = new List<Exception>
        {
            await binance.AccountFailureAsync(Cancel),
            await Assert.ThrowsAnyAsync<ExchangeException>(() => binance.Exchange.ReadKeyAsync(Key, Cancel)),
        };
        await binance.Exchange.ReadAssetNamesAsync(Key, Cancel);
        var bitcoin = new Dictionary<string, Price> { ["BTC"] = new(1, "BTCUSDT") };
        Assert.Null(await binance.Exchange.ReadTotalAsync(Key, new PriceList(bitcoin, Noon), Cancel));

        AssertTellsNothing(binance, failures);
    }

    [Fact]
    public async Task No_network_failure_reveals_a_secret()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, HangUp, BreakOff("{"), HangUp, BreakOff("{"));

        AssertTellsNothing(binance, [await binance.AccountFailureAsync(Cancel)]);
    }

    [Fact]
    public async Task A_pem_that_cannot_be_read_is_not_quoted()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var pem = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXNlY3JldC1zZWNyZXQ=\n-----END PRIVATE KEY-----";

        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(
            () => binance.Exchange.ReadKeyAsync(KeyOf("key", pem), Cancel));

        var output = $"{failure} {string.Join('\n', binance.Log.Lines)}";
        Assert.DoesNotContain("c2VjcmV0", output, StringComparison.Ordinal);
    }

    private static void RequestEcho(BinanceFixture binance, string path, int status, string body) =>
        binance.Server.On(path, context =>
        {
            var echo = $"{context.Request.Headers["X-MBX-APIKEY"]} {context.Request.QueryString}";
            var header = status is 302 ? $"Location: {context.Request.Path}{context.Request.QueryString}" : null;
            return Answer(body.Replace("echo", echo, StringComparison.Ordinal), status, header)(context);
        });

    private static void AssertTellsNothing(BinanceFixture binance, IEnumerable<Exception> failures)
    {
        var output = string.Join('\n', failures.Select(failure => failure.ToString()).Concat(binance.Log.Lines));
        var signatures = binance.Server.Seen
            .Select(sent => sent.Value("signature"))
            .Where(signature => signature.Length > 0)
            .ToList();

        Assert.NotEmpty(signatures);
        Assert.All(
            [Key.Credentials.ApiKey, Key.Credentials.ApiSecret, "signature=", "timestamp=", .. signatures],
            secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
    }
}
