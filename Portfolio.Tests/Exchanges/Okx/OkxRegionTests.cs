using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;
using static Portfolio.Tests.Exchanges.Okx.OkxFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxRegionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
    public async Task A_region_that_is_remembered_is_asked_first_and_is_where_the_account_is_read()
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
    public async Task A_key_whose_region_is_not_configured_any_more_is_of_a_wrong_region()
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
    public async Task While_a_host_cannot_be_asked_no_key_is_called_wrong(int status, string body, string kind)
    {
        await using var okx = await StartOkxAsync(Cancel);
        EverywhereUnknown(okx);
        okx.Server.On(Eea + OkxPaths.Config, Answer(body, status));

        Assert.Equal(kind, (await okx.KeyFailureAsync(Cancel)).Kind);
        Assert.Single(okx.Server.SeenAt(Us + OkxPaths.Config));
    }

    [Fact]
    public async Task What_the_right_host_refuses_is_the_answer()
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
    [InlineData("50026")]
    public async Task Other_hosts_are_only_asked_for_a_key_that_does_not_exist(string code)
    {
        await using var okx = await StartOkxAsync(Cancel);
        okx.Server.On(OkxPaths.Config, Answer(Refusal(code), 401));

        Assert.Equal(code, (await okx.KeyFailureAsync(Cancel)).Code);
        Assert.DoesNotContain(okx.Server.Seen, sent => sent.Path.StartsWith(Eea, StringComparison.Ordinal));
    }

    private static void EverywhereUnknown(OkxFixture okx)
    {
        foreach (var region in (string[])["", Eea, Us])
            okx.Server.On(region + OkxPaths.Config, Answer(UnknownKey, 401));
    }
}
