using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.Okx.OkxFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxRegionTests
{
    [Fact]
    public async Task A_key_of_another_region_is_found_there_and_the_region_is_told()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Config, Answer(UnknownKey, 401))
            .On(Eea + OkxPaths.Config, Answer(UnknownKey))
            .On(Us + OkxPaths.Config, Answer(Config("read_only")));

        var key = await okx.Exchange.ReadKeyAsync(Key, Cancel);

        Assert.Equal(("us", "42"), (key.Region, key.AccountId));
        Assert.Single(okx.Server.SeenAt(OkxPaths.Config));
    }

    [Fact]
    public async Task A_remembered_region_gets_the_first_request_and_is_where_the_account_is_read()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(Us + OkxPaths.Config, Answer(Config("read_only")))
            .On(Us + OkxPaths.Trading, Answer(OneBitcoin))
            .On(Us + OkxPaths.Funding, Answer(NoRows))
            .On(Us + OkxPaths.Savings, Answer(NoRows));
        var key = new ExchangeKey(Key.Credentials, "us");

        Assert.Equal("us", (await okx.Exchange.ReadKeyAsync(key, Cancel)).Region);
        Assert.NotEmpty((await okx.Exchange.ReadAccountAsync(key, Cancel)).Wallets[0].Balances);

        Assert.All(okx.Server.Seen, sent => Assert.StartsWith(Us, sent.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_moved_is_found_again()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(Us + OkxPaths.Config, Answer(UnknownKey, 401));
        var key = new ExchangeKey(Key.Credentials, "us");

        Assert.Equal("global", (await okx.Exchange.ReadKeyAsync(key, Cancel)).Region);
    }

    [Fact]
    public async Task A_key_that_no_host_knows_is_wrong()
    {
        await using var okx = await StartOkxAsync(Cancel);
        EverywhereUnknown(okx);

        var failure = await okx.KeyFailureAsync(Cancel);

        Assert.Equal(
            (ErrorKinds.InvalidCredentials, "50119", true), (failure.Kind, failure.Code, failure.MayBeTransient));
        Assert.All((string[])["", Eea, Us], region => Assert.Single(okx.Server.SeenAt(region + OkxPaths.Config)));
    }

    [Fact]
    public async Task A_key_whose_region_is_no_longer_configured_is_of_a_wrong_region()
    {
        await using var okx = await StartOkxAsync(Cancel);
        EverywhereUnknown(okx);

        var failure = await okx.KeyFailureAsync(
            Cancel, new ExchangeKey(Key.Credentials, "mars"));

        Assert.Equal(ErrorKinds.WrongRegion, failure.Kind);
    }

    [Theory]
    [InlineData(500, "", ErrorKinds.ExchangeUnavailable)]
    [InlineData(200, "<html>", ErrorKinds.ExchangeUnavailable)]
    [InlineData(429, "Too Many Requests", ErrorKinds.RateLimited)]
    [InlineData(200, """{"msg":"Not from here.","code":"50121"}""", ErrorKinds.RegionBlocked)]
    public async Task While_a_host_cannot_be_reached_no_key_is_called_wrong(int status, string body, string kind)
    {
        await using var okx = await StartOkxAsync(Cancel);
        EverywhereUnknown(okx);
        okx.Server.On(Eea + OkxPaths.Config, Answer(body, status));

        Assert.Equal(kind, (await okx.KeyFailureAsync(Cancel)).Kind);
        Assert.Single(okx.Server.SeenAt(Us + OkxPaths.Config));
    }

    [Fact]
    public async Task A_refusal_of_the_right_host_is_the_answer()
    {
        await using var okx = await StartOkxAsync(Cancel);
        EverywhereUnknown(okx);
        okx.Server.On(Eea + OkxPaths.Config, Answer(Refusal("50105"), 401));

        var failure = await okx.KeyFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.InvalidCredentials, "50105"), (failure.Kind, failure.Code));
        Assert.Empty(okx.Server.SeenAt(Us + OkxPaths.Config));
    }

    [Theory]
    [InlineData("50105")]
    [InlineData("50110")]
    [InlineData("50113")]
    [InlineData("50120")]
    [InlineData("50101")]
    public async Task No_other_host_gets_a_request_after_a_refusal_by_one_that_knows_the_key(string code)
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, Answer(Refusal(code), 401));

        Assert.Equal(code, (await okx.KeyFailureAsync(Cancel)).Code);
        Assert.DoesNotContain(okx.Server.Seen, sent => sent.Path.StartsWith(Eea, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(451, "")]
    [InlineData(200, """{"msg":"Not from here.","code":"50121"}""")]
    [InlineData(403, "<html>Request blocked.</html>")]
    [InlineData(403, "<html>error code: 1009</html>")]
    [InlineData(429, "Too Many Requests")]
    [InlineData(429, """{"msg":"Frequent.","code":"50011"}""")]
    [InlineData(401, """{"msg":"Late.","code":"50102"}""")]
    [InlineData(503, """{"msg":"Busy.","code":"50001"}""")]
    [InlineData(200, "<html>We will be back soon</html>")]
    [InlineData(200, """{"msg":"?","code":"59999"}""")]
    [InlineData(404, "")]
    [InlineData(400, """{"msg":"Parameter.","code":"51000"}""")]
    public async Task A_host_that_fails_is_passed_over_and_the_key_is_found_at_the_next(int status, string body)
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Config, Answer(body, status))
            .On(Us + OkxPaths.Config, Answer(Config("read_only")));

        Assert.Equal("us", (await okx.Exchange.ReadKeyAsync(Key, Cancel)).Region);
    }

    [Fact]
    public async Task Hosts_that_hang_up_or_refuse_their_clock_are_passed_over()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Config, HangUp)
            .On(Eea + OkxPaths.Time, Answer("", 451))
            .On(Us + OkxPaths.Config, Answer(Config("read_only")));

        Assert.Equal("us", (await okx.Exchange.ReadKeyAsync(Key, Cancel)).Region);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_left_after_ten_seconds_while_nothing_is_known_of_the_key()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, NeverAnswer).On(Eea + OkxPaths.Config, Answer(Config("read_only")));

        var key = okx.Exchange.ReadKeyAsync(Key, Cancel);
        await okx.Server.UntilSeenAsync(OkxPaths.Config);
        okx.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("eea", (await key).Region);
    }

    [Fact]
    public async Task A_host_that_is_paused_is_skipped_without_a_request()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, Answer("Too Many Requests", 429, "Retry-After: 60"));
        await okx.KeyFailureAsync(Cancel);
        okx.Server.On(Eea + OkxPaths.Config, Answer(Config("read_only")));

        Assert.Equal("eea", (await okx.Exchange.ReadKeyAsync(Key, Cancel)).Region);
        Assert.Single(okx.Server.SeenAt(OkxPaths.Config));
    }

    [Fact]
    public async Task Answers_of_other_hosts_do_not_count_while_the_host_of_the_key_cannot_be_reached()
    {
        await using var okx = await StartOkxAsync(Cancel);
        EverywhereUnknown(okx);
        okx.Server
            .On(OkxPaths.Config, Answer("", 451))
            .On(Us + OkxPaths.Config, Answer("", 503));

        var failure = await okx.KeyFailureAsync(Cancel, new ExchangeKey(Key.Credentials, "us"));

        Assert.Equal(
            (ErrorKinds.ExchangeUnavailable, "us", null), (failure.Kind, failure.Region, failure.Detail));
    }

    [Fact]
    public async Task The_likeliest_of_several_failures_is_reported_with_all_that_the_search_found()
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server
            .On(OkxPaths.Config, Answer("", 451))
            .On(Eea + OkxPaths.Config, Answer("", 503))
            .On(Us + OkxPaths.Config, Answer(UnknownKey, 401));

        var failure = await okx.KeyFailureAsync(Cancel);

        Assert.Equal((ErrorKinds.ExchangeUnavailable, "eea"), (failure.Kind, failure.Region));
        Assert.True(RegionSearch.TryRead(failure.Detail, out var search));
        Assert.Equal(["us"], search.Unknown);
        Assert.Equal(
            [new("global", ErrorKinds.RegionBlocked), new RegionFailure("eea", ErrorKinds.ExchangeUnavailable)],
            search.Failed);
    }

    [Fact]
    public async Task A_key_that_no_host_knows_comes_with_the_regions_that_were_asked()
    {
        await using var okx = await StartOkxAsync(Cancel);
        EverywhereUnknown(okx);

        Assert.True(RegionSearch.TryRead((await okx.KeyFailureAsync(Cancel)).Detail, out var search));
        Assert.Equal((3, 0, null), (search.Unknown.Count, search.Failed.Count, search.Remembered));
        Assert.True(RegionSearch.TryRead(
            (await okx.KeyFailureAsync(Cancel, new ExchangeKey(Key.Credentials, "mars"))).Detail, out search));
        Assert.Equal("mars", search.Remembered);
    }

    private static void EverywhereUnknown(OkxFixture okx)
    {
        foreach (var region in (string[])["", Eea, Us])
            okx.Server.On(region + OkxPaths.Config, Answer(UnknownKey, 401));
    }
}
