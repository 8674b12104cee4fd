using System.Text;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance;
using Portfolio.Simulator.Binance.Accounts;

namespace Portfolio.Tests.Simulator;

public sealed class SignatureTests
{
    private const string AccountPath = "/api/v3/account";

    [Theory]
    [InlineData("timestamp=1499827319559", "2222d49722f6af5da13f6da6bfc0d7de19ca2815ebc98bbc49e4942268472f3f")]
    [InlineData(
        "recvWindow=5000&timestamp=1499827319559", "82f4e72e95e63d666b6da651e82a701722ad8a785a169318d91f36f279c55821")]
    [InlineData(
        "omitZeroBalances=true&recvWindow=5000&timestamp=1499827319559",
        "807e9f33e2180fee3162aaa9fddb73c600a957ca7e8353e2c50ba2a31430a41f")]
    public async Task The_signatures_of_the_published_key_are_accepted_in_either_case(string payload, string signature)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        foreach (var sent in new[] { signature, signature.ToUpperInvariant() })
        {
            var reply = await simulator.SendAsync(
                HttpMethod.Get, $"{AccountPath}?{payload}&signature={sent}", BinanceAccounts.PublishedKey);
            Assert.Equal(200, (int)reply.Status);
        }
    }

    [Theory]
    [InlineData(
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
            + "&timestamp=1499827319559",
        "", "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData(
        "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1"
            + "&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "", "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")]
    [InlineData(
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC",
        "quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77")]
    public void The_payload_is_the_raw_query_and_the_raw_body_with_nothing_between(
        string query, string body, string signature)
    {
        var parameters = new BinanceParameters(query, body.Length > 0 ? $"{body}&signature={signature}" : "");

        Assert.Equal(query + body, parameters.Payload);
        Assert.True(BinanceSignature.IsValid(Published, parameters.Payload, signature));
    }

    [Fact]
    public async Task A_post_is_signed_over_query_and_body_together()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = simulator.Key("everyday");
        const string Query = "needBtcValuation=true";
        const string Body = "timestamp=1499827319559";
        var signature = RunningSimulator.Hmac(key.ApiSecret, Query + Body);
        using var form = new StringContent(
            $"{Body}&signature={signature}", Encoding.UTF8, "application/x-www-form-urlencoded");

        var reply = await simulator.SendAsync(
            HttpMethod.Post, $"/sapi/v3/asset/getUserAsset?{Query}", key.ApiKey, form);

        Assert.Equal(200, (int)reply.Status);
    }

    [Theory]
    [InlineData("omitZeroBalances=true&timestamp=1499827319559", "omitZeroBalances=false&timestamp=1499827319559")]
    [InlineData("timestamp=1499827319559&recvWindow=5000", "recvWindow=5000&timestamp=1499827319559")]
    [InlineData("recvWindow=5000&timestamp=1499827319559", "recvWindow=5000&&timestamp=1499827319559")]
    public async Task A_signature_over_other_bytes_than_those_sent_is_refused(string payload, string sent)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var signature = RunningSimulator.Hmac(BinanceAccounts.PublishedSecret, payload);

        var reply = await simulator.SendAsync(
            HttpMethod.Get, $"{AccountPath}?{sent}&signature={signature}", BinanceAccounts.PublishedKey);

        reply.Refuses(400, -1022);
    }

    [Fact]
    public async Task A_payload_signed_before_it_was_percent_encoded_is_refused()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = simulator.Key("unicode");
        const string Rest = "timestamp=1499827319559";

        var cases = new[] { ("asset=币安人生&", 400), ("asset=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9F&", 200) };
        foreach (var (payload, status) in cases)
        {
            var signature = RunningSimulator.Hmac(key.ApiSecret, payload + Rest);
            var reply = await simulator.SendAsync(
                HttpMethod.Post,
                $"/sapi/v3/asset/getUserAsset?{payload}{Rest}&signature={signature}",
                key.ApiKey);
            Assert.Equal(status, (int)reply.Status);
        }
    }

    [Fact]
    public async Task A_signature_with_another_secret_is_refused()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var signature = RunningSimulator.Hmac(simulator.Key("dust").ApiSecret, "timestamp=1499827319559");

        var reply = await simulator.SendAsync(
            HttpMethod.Get,
            $"{AccountPath}?timestamp=1499827319559&signature={signature}",
            simulator.Key("everyday").ApiKey);

        reply.Refuses(400, -1022);
    }

    [Theory]
    [InlineData("8zmQYE2PzkteOaq810ZqGuF2soE844MYWG/6ZuFMDptmNnwGmahgkazkSXngERZLOQzVeWfhTrvobA/mZ47EDQ==", true)]
    [InlineData("9zmQYE2PzkteOaq810ZqGuF2soE844MYWG/6ZuFMDptmNnwGmahgkazkSXngERZLOQzVeWfhTrvobA/mZ47EDQ==", false)]
    [InlineData("807e9f33e2180fee3162aaa9fddb73c600a957ca7e8353e2c50ba2a31430a41f", false)]
    public void An_ed25519_key_is_checked_as_one(string signature, bool valid)
    {
        const string Pem =
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

        Assert.Equal(valid, BinanceSignature.IsValid(
            Credential(Pem), "omitZeroBalances=true&recvWindow=5000&timestamp=1499827319559", signature));
    }

    private static Credential Published => Credential(BinanceAccounts.PublishedSecret);

    private static Credential Credential(string secret) => new()
    {
        Name = "test",
        Exchange = BinanceExchange.ExchangeName,
        Description = "",
        ApiKey = BinanceAccounts.PublishedKey,
        ApiSecret = secret,
        Account = new BinanceAccount(1),
        Rights = BinanceRights.ReadOnly,
    };
}
