using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceCallTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_call_carries_the_key_and_a_signature_over_what_was_sent()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin));

        var account = await binance.Exchange.ReadAccountAsync(Key, Cancel);

        var sent = Assert.Single(binance.Server.SeenAt(Account));
        var signed = sent.Query[..sent.Query.LastIndexOf("&signature=", StringComparison.Ordinal)];
        Assert.Equal(
            $"omitZeroBalances=true&recvWindow=5000&timestamp={Noon.ToUnixTimeMilliseconds()}", signed);
        Assert.Equal(BinanceSignature.Sign(Key.ApiSecret, signed), sent.Value("signature"));
        Assert.Equal(Key.ApiKey, sent.ApiKey);
        Assert.Equal("7", account.AccountId);
        Assert.Equal([new AssetQuantity("BTC", 1)], account.Wallets[0].Balances);
    }

    [Fact]
    public async Task A_signature_with_base64_in_it_arrives_percent_encoded()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin));

        await binance.Exchange.ReadAccountAsync(new ExchangeCredentials("key", rsa.ExportPkcs8PrivateKeyPem(), null), Cancel);

        var sent = Assert.Single(binance.Server.SeenAt(Account));
        Assert.DoesNotContain(sent.Value("signature"), character => character is '+' or '/' or '=');
        Assert.EndsWith("%3D%3D", sent.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_is_signed_anew_with_the_time_it_is_sent_at()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer("""{"code":-1000,"msg":"Unknown."}""", 500), Answer(OneBitcoin));

        await binance.Exchange.ReadAccountAsync(Key, Cancel);

        var stamps = binance.Server.SeenAt(Account)
            .Select(sent => long.Parse(sent.Value("timestamp"), CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(2, stamps.Count);
        Assert.Equal(Noon.ToUnixTimeMilliseconds(), stamps[0]);
        Assert.True(stamps[1] > stamps[0]);
        Assert.Equal(2, binance.Server.SeenAt(Account).Select(sent => sent.Value("signature")).Distinct().Count());
    }

    [Fact]
    public async Task The_clock_of_the_exchange_is_learned_before_the_first_signed_call()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var theirs = Noon.AddMinutes(-3).ToUnixTimeMilliseconds();
        binance.Server.On(Time, Answer($$"""{"serverTime":{{theirs}}}""")).On(Account, Answer(OneBitcoin));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => binance.Exchange.ReadAccountAsync(Key, Cancel)));

        Assert.Single(binance.Server.SeenAt(Time));
        Assert.All(binance.Server.SeenAt(Account), sent =>
            Assert.Equal(theirs.ToString(CultureInfo.InvariantCulture), sent.Value("timestamp")));
    }

    [Fact]
    public async Task A_clock_that_went_wrong_is_learned_again_and_the_call_tried_once_more()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var theirs = Noon.AddMinutes(10).ToUnixTimeMilliseconds();
        binance.Server
            .On(Time, Answer($$"""{"serverTime":{{Noon.ToUnixTimeMilliseconds()}}}"""), Answer($$"""{"serverTime":{{theirs}}}"""))
            .On(Account, Answer("""{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}""", 400), Answer(OneBitcoin));

        await binance.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Equal(2, binance.Server.SeenAt(Time).Count);
        Assert.Equal(
            [$"{Noon.ToUnixTimeMilliseconds()}", $"{theirs}"],
            binance.Server.SeenAt(Account).Select(sent => sent.Value("timestamp")));
        Assert.Contains(binance.Log.Lines, line => line.Contains("600000 ms ahead", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_stays_wrong_is_clock_skew_after_one_retry()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer("""{"code":-1021,"msg":"1000ms ahead of the server's time."}""", 400));

        var failure = await binance.AccountFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.ClockSkew, "-1021"), (failure.Kind, failure.Code));
        Assert.Equal(2, binance.Server.SeenAt(Account).Count);
        Assert.Equal(2, binance.Server.SeenAt(Time).Count);
    }

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
    public async Task A_refusal_that_Binance_takes_back_is_asked_once_more()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var refusal = Answer("""{"code":-1099,"msg":"Not found, authenticated, or authorized"}""", 400);
        binance.Server.On(Restrictions, refusal, Answer(ReadOnlyKey), refusal, refusal);

        Assert.True((await binance.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => binance.Exchange.ReadKeyAsync(Key, Cancel));

        Assert.Equal(ErrorKinds.PermissionDenied, failure.Kind);
        Assert.Equal(4, binance.Server.SeenAt(Restrictions).Count);
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
    public async Task A_port_where_nobody_listens_is_a_network_failure()
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

    [Fact]
    public async Task A_caller_that_gives_up_is_not_told_of_the_exchange()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        binance.Server.On(Account, async context =>
        {
            await leaving.CancelAsync();
            await context.Response.WriteAsync(OneBitcoin);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => binance.Exchange.ReadAccountAsync(Key, leaving.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\r\nbreak")]
    [InlineData("schlüssel")]
    public async Task A_key_that_no_header_can_carry_is_refused_before_it_is_sent(string apiKey)
    {
        await using var binance = await StartBinanceAsync(Cancel);

        var failure = await Assert.ThrowsAsync<ExchangeException>(
            () => binance.Exchange.ReadAccountAsync(new ExchangeCredentials(apiKey, "secret", null), Cancel));

        Assert.Equal(ErrorKinds.InvalidCredentials, failure.Kind);
        Assert.Empty(binance.Server.SeenAt(Account));
    }
}
