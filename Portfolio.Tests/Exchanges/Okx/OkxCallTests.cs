using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.Okx.OkxFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxCallTests
{
    [Fact]
    public async Task A_signed_call_carries_four_headers_and_signs_the_path_without_its_prefix()
    {
        await using var okx = await StartOkxAsync(Cancel);
        var valuation = """{"code":"0","data":[{"details":{"trading":"5"},"totalBal":"5"}]}""";
        okx.Server.On(Eea + OkxPaths.Valuation, Answer(valuation));

        await okx.Exchange.ReadTotalAsync(
            new ExchangeKey(Key.Credentials, "eea"), new PriceList(new Dictionary<string, Price>(), Noon), Cancel);

        var sent = Assert.Single(okx.Server.SeenAt(Eea + OkxPaths.Valuation));
        Assert.Equal("/eea/api/v5/asset/asset-valuation?ccy=USD", sent.Target);
        Assert.Equal("2026-03-01T12:00:20.715Z", sent.Headers["OK-ACCESS-TIMESTAMP"]);
        Assert.Equal(Key.Credentials.ApiKey, sent.Headers["OK-ACCESS-KEY"]);
        Assert.Equal(Key.Credentials.Passphrase, sent.Headers["OK-ACCESS-PASSPHRASE"]);
        Assert.Equal(
            OkxSignature.Sign(
                Key.Credentials.ApiSecret, "2026-03-01T12:00:20.715Z", "/api/v5/asset/asset-valuation?ccy=USD"),
            sent.Headers["OK-ACCESS-SIGN"]);
    }

    [Fact]
    public async Task A_clock_that_went_wrong_is_learned_again_and_the_call_tried_once_more()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Time, Answer(Time(Noon)), Answer(Time(Noon.AddMinutes(10))))
            .On(OkxPaths.Config, Answer(Refusal("50102"), 401), Answer(Config("read_only")));

        await okx.Exchange.ReadKeyAsync(Key, Cancel);

        Assert.Equal(
            "2026-03-01T12:10:2", okx.Server.SeenAt(OkxPaths.Config)[1].Headers["OK-ACCESS-TIMESTAMP"][..18]);
    }

    [Fact]
    public async Task A_clock_that_stays_wrong_is_clock_skew_after_one_retry()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, Answer(Refusal("50102"), 401));

        Assert.Equal(ErrorKinds.ClockSkew, (await okx.KeyFailureAsync(Cancel)).Kind);
        Assert.Equal(2, okx.Server.SeenAt(OkxPaths.Config).Count);
        Assert.Equal(2, okx.Server.SeenAt(OkxPaths.Time).Count);
    }

    [Theory]
    [InlineData(200, """{"msg":"No.","code":"50110"}""", ErrorKinds.IpNotAllowed, "50110", 1)]
    [InlineData(401, """{"msg":"No.","code":"50113"}""", ErrorKinds.InvalidCredentials, "50113", 1)]
    [InlineData(429, """{"msg":"Frequent.","code":50011}""", ErrorKinds.RateLimited, "50011", 1)]
    [InlineData(200, """{"msg":"Frequent.","code":"50011"}""", ErrorKinds.RateLimited, "50011", 1)]
    [InlineData(429, "Too Many Requests", ErrorKinds.RateLimited, "429", 1)]
    [InlineData(403, "<html>Access denied</html>", ErrorKinds.RateLimited, "403", 1)]
    [InlineData(429, """{"msg":"Busy.","code":"50013"}""", ErrorKinds.ExchangeUnavailable, "50013", 4)]
    [InlineData(500, """{"msg":"Later.","code":"50026"}""", ErrorKinds.ExchangeUnavailable, "50026", 4)]
    [InlineData(200, "<html>", ErrorKinds.ExchangeUnavailable, "200", 4)]
    [InlineData(200, "", ErrorKinds.ExchangeUnavailable, "200", 4)]
    [InlineData(200, """{"code":"0","msg":""}""", ErrorKinds.ExchangeUnavailable, "200", 4)]
    [InlineData(200, """{"code":"0","data":[{"uid":"4""", ErrorKinds.ExchangeUnavailable, "200", 4)]
    [InlineData(404, "<html>", ErrorKinds.ExchangeUnavailable, "404", 1)]
    [InlineData(302, "", ErrorKinds.ExchangeUnavailable, "302", 4)]
    public async Task The_body_is_read_before_the_status(int status, string body, string kind, string code, int calls)
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, Answer(body, status));

        var failure = await okx.KeyFailureAsync(Cancel);

        Assert.Equal((kind, code), (failure.Kind, failure.Code));
        Assert.Equal(calls, okx.Server.SeenAt(OkxPaths.Config).Count);
        Assert.Equal(kind is ErrorKinds.RateLimited, failure.RetryAt > Noon);
    }

    [Fact]
    public async Task A_foreign_address_is_reported_as_OKX_saw_it()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, Answer(
            """{"msg":"Your IP 203.0.113.7 is not included in your API key's IP whitelist.","code":"50110"}""", 401));

        Assert.Equal("203.0.113.7", (await okx.KeyFailureAsync(Cancel)).EgressAddress);
    }

    [Fact]
    public async Task A_limit_of_one_account_keeps_no_other_waiting()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, Answer(Refusal("50011"), 429), Answer(Config("read_only")));

        Assert.Equal(ErrorKinds.RateLimited, (await okx.KeyFailureAsync(Cancel)).Kind);
        Assert.True((await okx.Exchange.ReadKeyAsync(KeyOf("another", "secret", "pass"), Cancel)).CanRead);
    }

    [Fact]
    public async Task A_limit_of_this_address_holds_back_every_call_to_that_host_until_it_is_over()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Config, Answer("Too Many Requests", 429, "Retry-After: 30"), Answer(Config("read_only")));

        Assert.Equal(Noon.AddSeconds(30), (await okx.KeyFailureAsync(Cancel)).RetryAt);
        var another = await okx.KeyFailureAsync(Cancel, KeyOf("another", "secret", "pass"));
        Assert.Equal((ErrorKinds.RateLimited, Noon.AddSeconds(30)), (another.Kind, another.RetryAt));
        Assert.Single(okx.Server.SeenAt(OkxPaths.Config));
        okx.Server.On(Us + OkxPaths.Config, Answer(Config("read_only")));
        Assert.Equal(
            "us", (await okx.Exchange.ReadKeyAsync(KeyOf("third", "secret", "pass", "us"), Cancel)).Region);

        okx.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True((await okx.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
    }

    [Theory]
    [InlineData("", "pass")]
    [InlineData("two words", "pass")]
    [InlineData("schlüssel", "pass")]
    [InlineData("key", null)]
    [InlineData("key", "")]
    [InlineData("key", "Losungswört")]
    [InlineData("key", "line\r\nbreak")]
    public async Task Credentials_that_no_header_can_carry_are_refused_before_they_are_sent(
        string apiKey, string? passphrase)
    {
        await using var okx = await StartOkxAsync(Cancel);

        var failure = await okx.KeyFailureAsync(Cancel, KeyOf(apiKey, "secret", passphrase));

        Assert.Equal(ErrorKinds.InvalidCredentials, failure.Kind);
        Assert.DoesNotContain(okx.Server.Seen, sent => sent.Path == OkxPaths.Config);
    }

    [Fact]
    public async Task Calls_that_are_tried_again_keep_their_distance()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Valuation, Answer(Refusal("50026"), 500));

        Assert.Null(await okx.Exchange.ReadTotalAsync(
            Key, new PriceList(new Dictionary<string, Price>(), Noon), Cancel));

        var times = okx.Server.SeenAt(OkxPaths.Valuation)
            .Select(sent => DateTimeOffset.Parse(sent.Headers["OK-ACCESS-TIMESTAMP"], null)).ToList();
        Assert.Equal(4, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(200, "<html>echo</html>")]
    [InlineData(401, """{"msg":"echo","code":"50113"}""")]
    [InlineData(401, """{"msg":"echo","code":"50110"}""")]
    [InlineData(401, """{"msg":"echo","code":"50102"}""")]
    [InlineData(401, """{"msg":"echo","code":"echo"}""")]
    [InlineData(429, "echo")]
    [InlineData(403, "echo")]
    [InlineData(500, "echo")]
    public async Task No_failure_reveals_a_secret_even_if_the_server_echoes_it(int status, string body)
    {
        await using var okx = await StartOkxAsync(Cancel);
        string[] paths =
        [
            OkxPaths.Config, OkxPaths.Trading, OkxPaths.Funding, OkxPaths.Savings, OkxPaths.Valuation,
            OkxPaths.Currencies,
        ];
        foreach (var path in paths)
        {
            okx.Server.On(path, context => Answer(body.Replace(
                "echo", string.Join(' ', context.Request.Headers.Values), StringComparison.Ordinal), status)(context));
        }

        var failures = new List<Exception>
        {
            await okx.KeyFailureAsync(Cancel),
            await okx.AccountFailureAsync(Cancel),
        };
        await okx.Exchange.ReadAssetNamesAsync(Key, Cancel);
        await okx.Exchange.ReadTotalAsync(Key, new PriceList(new Dictionary<string, Price>(), Noon), Cancel);

        var output = string.Join('\n', failures.Select(failure => failure.ToString()).Concat(okx.Log.Lines));
        var signatures = okx.Server.Seen.Select(sent => sent.Headers.GetValueOrDefault("OK-ACCESS-SIGN", ""))
            .Where(signature => signature.Length > 0).ToList();
        Assert.NotEmpty(signatures);
        Assert.All(
            [Key.Credentials.ApiKey, Key.Credentials.ApiSecret, Key.Credentials.Passphrase ?? "?", .. signatures],
            secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
    }
}
