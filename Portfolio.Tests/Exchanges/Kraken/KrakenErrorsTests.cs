using System.Net;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Kraken;
using static Portfolio.Tests.Exchanges.Kraken.KrakenFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenErrorsTests
{
    /// <summary>The calls that one failure costs.</summary>
    [Theory]
    [InlineData("EAPI:Invalid key", ErrorKinds.InvalidCredentials, 1)]
    [InlineData("EAPI:Invalid signature", ErrorKinds.InvalidCredentials, 1)]
    [InlineData("EAPI:Invalid nonce", ErrorKinds.InvalidCredentials, 2)]
    [InlineData("EGeneral:Permission denied", ErrorKinds.PermissionDenied, 1)]
    [InlineData("EAuth:Account temporary disabled", ErrorKinds.PermissionDenied, 1)]
    [InlineData("ETrade:Locked", ErrorKinds.PermissionDenied, 1)]
    [InlineData("EAccount:Invalid permissions:STBL trading restricted for NL.", ErrorKinds.RegionBlocked, 1)]
    [InlineData("EGeneral:Temporary lockout", ErrorKinds.RateLimited, 1)]
    [InlineData("EAPI:Rate limit exceeded", ErrorKinds.RateLimited, 1)]
    [InlineData("EService: Throttled: 1772366500", ErrorKinds.RateLimited, 1)]
    [InlineData("eapi:rate limit exceeded", ErrorKinds.RateLimited, 1)]
    [InlineData("EGeneral:Too many requests", ErrorKinds.RateLimited, 1)]
    [InlineData("EAuth:Too many requests", ErrorKinds.RateLimited, 1)]
    [InlineData("EService:Unavailable", ErrorKinds.ExchangeUnavailable, 2)]
    [InlineData("EService:Busy", ErrorKinds.ExchangeUnavailable, 2)]
    [InlineData("EService:Something new", ErrorKinds.ExchangeUnavailable, 2)]
    [InlineData("EGeneral:Internal error", ErrorKinds.ExchangeUnavailable, 2)]
    [InlineData("EDatabase:Internal error", ErrorKinds.ExchangeUnavailable, 2)]
    [InlineData("EAPI:Feature disabled", ErrorKinds.Internal, 1)]
    [InlineData("EGeneral:Invalid arguments", ErrorKinds.Internal, 1)]
    [InlineData("EOrder:Insufficient funds", ErrorKinds.Internal, 1)]
    [InlineData("EFunding:Unknown withdraw key", ErrorKinds.Internal, 1)]
    [InlineData("EGeneral:Something new", ErrorKinds.ExchangeRefused, 1)]
    [InlineData("no form of an error", ErrorKinds.ExchangeRefused, 1)]
    public async Task An_error_has_its_kind_and_is_repeated_only_where_that_helps(string error, string kind, int calls)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal(error)));

        var failure = await kraken.KeyFailureAsync();

        Assert.Equal((kind, calls), (failure.Kind, kraken.Server.SeenAt(KrakenPaths.KeyInfo).Count));
        Assert.Equal(kind is ErrorKinds.RateLimited, failure.RetryAt is not null);
        Assert.Equal(0, kraken.Turns.Open);
    }

    [Theory]
    [InlineData(500, "", ErrorKinds.ExchangeUnavailable)]
    [InlineData(520, "<html>Web server is returning an unknown error</html>", ErrorKinds.ExchangeUnavailable)]
    [InlineData(504, "<html></html>", ErrorKinds.ExchangeUnavailable)]
    [InlineData(200, "<html>a proxy</html>", ErrorKinds.ExchangeUnavailable)]
    [InlineData(200, "[]", ErrorKinds.ExchangeUnavailable)]
    [InlineData(200, "", ErrorKinds.ExchangeUnavailable)]
    [InlineData(403, "<html>Attention required</html>", ErrorKinds.RateLimited)]
    [InlineData(403, "error code: 1009", ErrorKinds.RegionBlocked)]
    [InlineData(429, "error code: 1015", ErrorKinds.RateLimited)]
    [InlineData(451, "", ErrorKinds.RegionBlocked)]
    [InlineData(307, "", ErrorKinds.ExchangeUnavailable)]
    public async Task An_answer_without_an_error_of_Krakens_has_the_kind_of_its_status(
        int status, string body, string kind)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(body, status, "Location: https://other.example/"));

        Assert.Equal(kind, (await kraken.KeyFailureAsync()).Kind);
    }

    [Fact]
    public async Task A_warning_beside_a_result_changes_nothing()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(
            KrakenPaths.KeyInfo,
            Answer("""{"error":["WGeneral:Danger"],"result":{"permissions":["query-funds"],"iban":"AA1"}}"""));

        Assert.True((await kraken.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
    }

    [Fact]
    public async Task An_error_beside_a_warning_and_a_result_is_an_error()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(
            KrakenPaths.Balance,
            Answer("""{"error":["WGeneral:Danger","EService:Busy"],"result":{"XXBT":{"balance":"1"}}}"""));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await kraken.AccountFailureAsync()).Kind);
    }

    [Theory]
    [InlineData("online", ErrorKinds.InvalidCredentials)]
    [InlineData("maintenance", ErrorKinds.ExchangeUnavailable)]
    public async Task A_key_that_is_invalid_during_maintenance_is_not_refused(string status, string kind)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.SystemStatus, Answer(Result($$"""{"status":"{{status}}"}""")))
            .On(KrakenPaths.KeyInfo, Answer(Refusal("EAPI:Invalid key")));

        Assert.Equal(kind, (await kraken.KeyFailureAsync()).Kind);
    }

    [Fact]
    public async Task A_lockout_holds_the_key_for_more_than_fifteen_minutes_and_no_other()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal("EGeneral:Temporary lockout")));

        var failure = await kraken.KeyFailureAsync();

        Assert.InRange(kraken.Turns.BlockedUntil!.Value, Noon.AddMinutes(15), Noon.AddMinutes(20));
        Assert.Equal(ErrorKinds.RateLimited, failure.Kind);
        Assert.Null(await kraken.Budget.SpendAsync(null, null, Cancel));
    }

    [Theory]
    [InlineData("EGeneral:Too many requests", true)]
    [InlineData("EAuth:Too many requests", true)]
    [InlineData("EAPI:Rate limit exceeded", false)]
    [InlineData("EService:Throttled: 1772366480", false)]
    public async Task A_limit_of_the_address_holds_back_all_keys_and_one_of_a_key_holds_back_that_key(
        string error, bool ofAddress)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal(error)));

        await kraken.KeyFailureAsync();

        Assert.Equal(ofAddress, await kraken.Budget.SpendAsync(null, null, Cancel) is not null);
        Assert.Equal(ofAddress, kraken.Turns.BlockedUntil is null);
    }

    [Fact]
    public async Task Lockouts_of_several_keys_hold_back_the_address()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Turns.KeysLockedOut = 3;
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal("EGeneral:Temporary lockout")));

        await kraken.KeyFailureAsync();

        Assert.True((await kraken.Budget.SpendAsync(null, null, Cancel))?.Until > Noon.AddMinutes(15));
    }

    [Fact]
    public async Task No_request_is_sent_with_a_key_that_is_locked_out()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal("EGeneral:Temporary lockout")));
        await kraken.KeyFailureAsync();

        var failure = await kraken.KeyFailureAsync();

        Assert.IsType<NotSentException>(failure, exactMatch: false);
        Assert.Single(kraken.Server.SeenAt(KrakenPaths.KeyInfo));
    }

    [Fact]
    public void A_throttle_lasts_until_the_time_that_it_names() => Assert.InRange(
        KrakenErrors.WaitOf(
            HttpStatusCode.OK, KrakenErrors.Read("""{"error":["EService:Throttled: 1772366480"]}"""u8), null, Noon),
        TimeSpan.FromSeconds(59),
        TimeSpan.FromSeconds(63));
}
