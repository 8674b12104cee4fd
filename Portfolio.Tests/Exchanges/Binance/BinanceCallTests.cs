using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceCallTests
{
    [Fact]
    public async Task A_signed_call_carries_the_key_and_a_signature_over_the_sent_bytes()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin));

        var account = await binance.Exchange.ReadAccountAsync(Key, Cancel);

        var sent = Assert.Single(binance.Server.SeenAt(Account));
        var signed = sent.Query[..sent.Query.LastIndexOf("&signature=", StringComparison.Ordinal)];
        Assert.Equal(
            $"omitZeroBalances=true&recvWindow=5000&timestamp={Noon.ToUnixTimeMilliseconds()}", signed);
        Assert.Equal(BinanceSignature.Sign(Key.Credentials.ApiSecret, signed), sent.Value("signature"));
        Assert.Equal((Key.Credentials.ApiKey, "GET"), (sent.Headers["X-MBX-APIKEY"], sent.Method));
        Assert.Equal("7", account.AccountId);
        Assert.Equal([new AssetQuantity("BTC", 1)], account.Wallets[0].Balances);
    }

    [Fact]
    public async Task A_signature_with_base64_in_it_arrives_percent_encoded()
    {
        using var rsa = RSA.Create(2048);
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin));

        var key = KeyOf("key", rsa.ExportPkcs8PrivateKeyPem());
        await binance.Exchange.ReadAccountAsync(key, Cancel);

        var sent = Assert.Single(binance.Server.SeenAt(Account));
        Assert.DoesNotContain(sent.Value("signature"), character => character is '+' or '/' or '=');
        Assert.EndsWith("%3D%3D", sent.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_is_signed_again_with_the_time_of_its_sending()
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
        var theirs = Noon.AddMinutes(-3);
        binance.Server.On(Time, Answer(ServerTime(theirs))).On(Account, Answer(OneBitcoin));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => binance.Exchange.ReadAccountAsync(Key, Cancel)));

        Assert.Single(binance.Server.SeenAt(Time));
        Assert.All(binance.Server.SeenAt(Account), sent =>
            Assert.Equal($"{theirs.ToUnixTimeMilliseconds()}", sent.Value("timestamp")));
    }

    [Fact]
    public async Task A_clock_that_went_wrong_is_learned_again_and_the_call_tried_once_more()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server
            .On(Time, Answer(ServerTime(Noon)), Answer(ServerTime(Noon.AddMinutes(10))))
            .On(Account, Answer("""{"code":-1021,"msg":"Outside of the recvWindow."}""", 400), Answer(OneBitcoin));

        await binance.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Equal(2, binance.Server.SeenAt(Time).Count);
        Assert.Equal(
            [$"{Noon.ToUnixTimeMilliseconds()}", $"{Noon.AddMinutes(10).ToUnixTimeMilliseconds()}"],
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

    [Fact]
    public async Task A_request_is_repeated_after_a_refusal_that_Binance_retracts()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var refusal = Answer("""{"code":-1099,"msg":"Not found, authenticated, or authorized"}""", 400);
        binance.Server.On(Restrictions, refusal, Answer(ReadOnlyKey), refusal, refusal);

        Assert.True((await binance.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(() => binance.Exchange.ReadKeyAsync(Key, Cancel));

        Assert.Equal(ErrorKinds.PermissionDenied, failure.Kind);
        Assert.Equal(4, binance.Server.SeenAt(Restrictions).Count);
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_own_cancellation()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        binance.Server.On(Account, async context =>
        {
            await leaving.CancelAsync();
            await context.Response.WriteAsync(OneBitcoin);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => binance.Exchange.ReadAccountAsync(Key, leaving.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\r\nbreak")]
    [InlineData("schlüssel")]
    public async Task A_key_that_no_header_can_carry_is_refused_before_it_is_sent(string apiKey)
    {
        await using var binance = await StartBinanceAsync(Cancel);

        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(
            () => binance.Exchange.ReadAccountAsync(KeyOf(apiKey, "secret"), Cancel));

        Assert.Equal(ErrorKinds.InvalidCredentials, failure.Kind);
        Assert.Empty(binance.Server.SeenAt(Account));
    }

    private static string ServerTime(DateTimeOffset time) => $$"""{"serverTime":{{time.ToUnixTimeMilliseconds()}}}""";
}
