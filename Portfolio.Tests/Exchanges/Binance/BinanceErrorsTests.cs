using System.Globalization;
using System.Net;
using System.Text;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 20, TimeSpan.Zero);

    [Theory]
    // The key.
    [InlineData(401, -2014, ErrorKinds.InvalidCredentials, false)]
    [InlineData(400, -2008, ErrorKinds.InvalidCredentials, false)]
    [InlineData(400, -1022, ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, -2015, ErrorKinds.InvalidCredentials, false)]
    [InlineData(400, -2015, ErrorKinds.InvalidCredentials, false)]
    [InlineData(403, -2015, ErrorKinds.InvalidCredentials, false)]
    [InlineData(500, -2015, ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, -9999, ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, -1002, ErrorKinds.PermissionDenied, false)]
    [InlineData(400, -1099, ErrorKinds.PermissionDenied, false)]
    // Limits and bans, whatever the code.
    [InlineData(429, -1003, ErrorKinds.RateLimited, false)]
    [InlineData(418, -1003, ErrorKinds.RateLimited, false)]
    [InlineData(400, -1003, ErrorKinds.RateLimited, false)]
    [InlineData(429, null, ErrorKinds.RateLimited, false)]
    [InlineData(418, -2015, ErrorKinds.RateLimited, false)]
    [InlineData(429, -1008, ErrorKinds.RateLimited, false)]
    [InlineData(403, null, ErrorKinds.RateLimited, false)]
    [InlineData(403, 0, ErrorKinds.RateLimited, false)]
    [InlineData(400, -1015, ErrorKinds.RateLimited, false)]
    [InlineData(400, -1034, ErrorKinds.RateLimited, false)]
    // The place and the clock.
    [InlineData(451, 0, ErrorKinds.RegionBlocked, false)]
    [InlineData(451, null, ErrorKinds.RegionBlocked, false)]
    [InlineData(400, -1021, ErrorKinds.ClockSkew, false)]
    // Binance's own failures.
    [InlineData(400, -1000, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(400, -1001, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(503, -1006, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(408, -1007, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(503, -1008, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(400, -1016, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(400, -1004, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(400, -3000, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(400, -3044, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(400, -10001, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(500, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(502, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(504, 0, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(500, -9999, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, -1000, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(302, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(401, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(404, null, ErrorKinds.ExchangeUnavailable, false)]
    // Invalid requests.
    [InlineData(400, -1020, ErrorKinds.Internal, false)]
    [InlineData(400, -1100, ErrorKinds.Internal, false)]
    [InlineData(400, -1104, ErrorKinds.Internal, false)]
    [InlineData(400, -1108, ErrorKinds.Internal, false)]
    [InlineData(400, -1111, ErrorKinds.Internal, false)]
    [InlineData(400, -1121, ErrorKinds.Internal, false)]
    [InlineData(400, -1128, ErrorKinds.Internal, false)]
    [InlineData(400, -1130, ErrorKinds.Internal, false)]
    [InlineData(400, -1131, ErrorKinds.Internal, false)]
    [InlineData(400, -1220, ErrorKinds.Internal, false)]
    [InlineData(400, -1125, ErrorKinds.Internal, false)]
    [InlineData(400, -3026, ErrorKinds.Internal, false)]
    [InlineData(400, -6016, ErrorKinds.Internal, false)]
    // Codes that are in no table.
    [InlineData(400, -9999, ErrorKinds.ExchangeRefused, false)]
    [InlineData(400, -71012, ErrorKinds.ExchangeRefused, false)]
    [InlineData(400, -10038, ErrorKinds.ExchangeRefused, false)]
    [InlineData(403, -10038, ErrorKinds.ExchangeRefused, false)]
    [InlineData(200, -9999, ErrorKinds.ExchangeRefused, false)]
    public void A_code_and_a_status_have_one_meaning(int status, int? code, string kind, bool retried)
    {
        Assert.Equal(kind, BinanceErrors.KindOf((HttpStatusCode)status, code));

        var shown = code is < 0 ? code : status;
        var failure = new ExchangeException(kind, shown?.ToString(CultureInfo.InvariantCulture), "");
        Assert.Equal(retried, CallPolicy.IsTransient(failure));
    }

    [Theory]
    [InlineData(-2015, true)]
    [InlineData(-2008, true)]
    [InlineData(-1099, true)]
    [InlineData(-2014, false)]
    [InlineData(-1022, false)]
    [InlineData(-1002, false)]
    [InlineData(null, false)]
    public void Some_refusals_are_taken_back_later(int? code, bool transient) =>
        Assert.Equal(transient, BinanceErrors.MayBeTransient(code));

    [Theory]
    [InlineData("""{"code":-2015,"msg":"No."}""", -2015)]
    [InlineData("""{"msg":"No.","code":"-2015"}""", -2015)]
    [InlineData("""{"code":0,"msg":"Not from here."}""", 0)]
    [InlineData("""{"code":"many"}""", null)]
    [InlineData("""{"code":99999999999}""", null)]
    [InlineData("<html>403</html>", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    public void The_code_is_read_where_there_is_one(string body, int? code) =>
        Assert.Equal(code, BinanceErrors.Read(Encoding.UTF8.GetBytes(body)).Code);

    [Theory]
    [InlineData(429, 35, "2026-03-01T12:00:55Z")]
    [InlineData(418, 600, "2026-03-01T12:10:20Z")]
    [InlineData(403, 900, "2026-03-01T12:15:20Z")]
    public void A_wait_that_Binance_names_is_kept(int status, int seconds, string expected) =>
        Assert.Equal(Time(expected), RetryAt(status, null, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_ban_is_read_from_the_text_and_the_later_end_counts()
    {
        var end = Now.AddHours(5);
        var text = $"Way too much; IP banned until {end.ToUnixTimeMilliseconds()}. Please use the websocket.";

        Assert.Equal(end, RetryAt(418, text, null));
        Assert.Equal(end, RetryAt(418, text, TimeSpan.FromSeconds(30)));
        Assert.Equal(Now.AddHours(6), RetryAt(418, text, TimeSpan.FromHours(6)));
    }

    [Theory]
    [InlineData(429, "2026-03-01T12:01:01Z")]
    [InlineData(418, "2026-03-01T12:02:21Z")]
    [InlineData(403, "2026-03-01T12:05:20Z")]
    public void Without_a_named_wait_it_is_the_next_minute_or_the_shortest_ban(int status, string expected)
    {
        Assert.Equal(Time(expected), RetryAt(status, null, null));
        Assert.Equal(Time(expected), RetryAt(status, "IP banned until 1499827319559.", TimeSpan.Zero));
        Assert.InRange(
            RetryAt(status, null, TimeSpan.FromSeconds(-5), jitter: 1), Time(expected), Time(expected).AddSeconds(5));
    }

    [Fact]
    public void No_ban_lasts_longer_than_three_days()
    {
        Assert.Equal(Now.AddDays(3), RetryAt(429, null, TimeSpan.MaxValue));
        Assert.Equal(Now.AddDays(3), RetryAt(418, "IP banned until 9999999999999", null));
    }

    private static DateTimeOffset RetryAt(int status, string? text, TimeSpan? wait, double jitter = 0) =>
        BinanceErrors.RetryAt((HttpStatusCode)status, text, wait, Now, jitter);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
