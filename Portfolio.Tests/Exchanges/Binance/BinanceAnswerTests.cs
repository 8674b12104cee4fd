using System.Net;
using System.Net.Sockets;
using Portfolio.Contracts.Errors;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceAnswerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"balances":[{"asset":"BTC","free":"1.0000""")]
    [InlineData("""{"balances":[{"asset":"BTC","free":"79228162514264337593543950335","locked":"1"}]}""")]
    [InlineData("{\"balances\":[{\"asset\":\"\\ud800\",\"free\":\"1\",\"locked\":\"0\"}]}")]
    public async Task A_body_that_is_no_account_is_an_unavailable_exchange_and_never_an_empty_wallet(string body)
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(body));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.ExchangeUnavailable, "200"), (failure.Kind, failure.Code));
        Assert.Equal(4, binance.Server.SeenAt(Account).Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_an_unavailable_exchange()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, BreakOff("""{"balances":[]"""));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await binance.AccountFailureAsync(Cancel)).Kind);
        Assert.Equal(4, binance.Server.SeenAt(Account).Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_once_is_read_the_next_time()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, BreakOff("""{"balances":[]"""), HangUp, Answer("<html>"), Answer(OneBitcoin));

        Assert.NotEmpty((await binance.Exchange.ReadAccountAsync(Key, Cancel)).Wallets[0].Balances);
    }

    [Fact]
    public async Task A_body_without_end_is_not_read_to_its_end()
    {
        await using var binance = await StartBinanceAsync(Cancel, ("MaxResponseBytes", "1000000"), ("Retries", "1"));
        binance.Server.On(Account, Answer(new string(' ', 1_000_001)));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await binance.AccountFailureAsync(Cancel)).Kind);
    }

    [Theory]
    [InlineData(401, "-2015")]
    [InlineData(400, "-2015")]
    [InlineData(200, "-2014")]
    [InlineData(500, "-1022")]
    public async Task The_body_is_read_before_the_status(int status, string code)
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server
            .On(Account, Answer($$"""{"code":{{code}},"msg":"No."}""", status))
            .On(Restrictions, Answer("""{"code":-2015,"msg":"No."}""", 400));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.InvalidCredentials, code), (failure.Kind, failure.Code));
        Assert.Single(binance.Server.SeenAt(Account));
    }

    [Fact]
    public async Task An_exchange_that_never_answers_is_unavailable_when_the_time_is_over()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, context =>
        {
            binance.Clock.Advance(TimeSpan.FromSeconds(10));
            return NeverAnswer(context);
        });

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.ExchangeUnavailable, null), (failure.Kind, failure.Code));
        Assert.InRange(binance.Server.SeenAt(Account).Count, 2, 3);
    }

    [Fact]
    public async Task A_closed_port_is_a_network_failure()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await using var binance = await StartBinanceAsync(Cancel, ("BaseUrl", $"http://127.0.0.1:{port}/"));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.Network, null), (failure.Kind, failure.Code));
        Assert.Empty(binance.Server.Seen);
    }

    [Fact]
    public async Task A_server_that_hangs_up_or_speaks_no_tls_is_a_network_failure()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, HangUp);
        Assert.Equal(ErrorKinds.Network, (await binance.AccountFailureAsync(Cancel)).Kind);

        var https = $"https://127.0.0.1:{binance.Server.Address.Port}";
        await using var secure = await StartBinanceAsync(Cancel, ("BaseUrl", https));
        Assert.Equal(ErrorKinds.Network, (await secure.AccountFailureAsync(Cancel)).Kind);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_a_key()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer("", 302, "Location: /elsewhere"));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await binance.AccountFailureAsync(Cancel)).Kind);
        Assert.Empty(binance.Server.SeenAt("/elsewhere"));
    }
}
