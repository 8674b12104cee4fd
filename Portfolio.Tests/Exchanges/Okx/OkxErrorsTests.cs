using System.Globalization;
using System.Net;
using System.Text;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxErrorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 20, TimeSpan.Zero);

    [Theory]
    // The key.
    [InlineData(401, "50101", ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, "50105", ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, "50111", ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, "50113", ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, "50114", ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, "50119", ErrorKinds.InvalidCredentials, false)]
    [InlineData(200, "50119", ErrorKinds.InvalidCredentials, false)]
    [InlineData(401, "59999", ErrorKinds.InvalidCredentials, false)]
    // Rights of the key or the account.
    [InlineData(400, "50100", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50120", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50030", ErrorKinds.PermissionDenied, false)]
    [InlineData(403, "50035", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50007", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50009", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50012", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50027", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50029", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50041", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50051", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50052", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50059", ErrorKinds.PermissionDenied, false)]
    [InlineData(200, "50060", ErrorKinds.PermissionDenied, false)]
    // From where, and when.
    [InlineData(401, "50110", ErrorKinds.IpNotAllowed, false)]
    [InlineData(200, "50118", ErrorKinds.IpNotAllowed, false)]
    [InlineData(200, "50121", ErrorKinds.RegionBlocked, false)]
    [InlineData(451, null, ErrorKinds.RegionBlocked, false)]
    [InlineData(401, "50102", ErrorKinds.ClockSkew, false)]
    // Limits.
    [InlineData(200, "50011", ErrorKinds.RateLimited, false)]
    [InlineData(429, "50011", ErrorKinds.RateLimited, false)]
    [InlineData(200, "50040", ErrorKinds.RateLimited, false)]
    [InlineData(429, "58102", ErrorKinds.RateLimited, false)]
    [InlineData(200, "50061", ErrorKinds.RateLimited, false)]
    [InlineData(429, "59999", ErrorKinds.RateLimited, false)]
    [InlineData(429, null, ErrorKinds.RateLimited, false)]
    [InlineData(403, null, ErrorKinds.RateLimited, false)]
    // OKX's own failures, 429 or not.
    [InlineData(429, "50013", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(503, "50001", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(400, "50004", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(410, "50005", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(500, "50026", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, "58007", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, "1", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, "2", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, "50019", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, "50062", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, "51739", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(500, "59999", ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(200, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(401, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(500, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(502, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(302, null, ErrorKinds.ExchangeUnavailable, true)]
    [InlineData(404, null, ErrorKinds.ExchangeUnavailable, false)]
    // Invalid requests.
    [InlineData(401, "50103", ErrorKinds.Internal, false)]
    [InlineData(401, "50104", ErrorKinds.Internal, false)]
    [InlineData(401, "50106", ErrorKinds.Internal, false)]
    [InlineData(401, "50107", ErrorKinds.Internal, false)]
    [InlineData(401, "50108", ErrorKinds.Internal, false)]
    [InlineData(401, "50109", ErrorKinds.Internal, false)]
    [InlineData(401, "50112", ErrorKinds.Internal, false)]
    [InlineData(405, "50115", ErrorKinds.Internal, false)]
    [InlineData(400, "50000", ErrorKinds.Internal, false)]
    [InlineData(400, "50002", ErrorKinds.Internal, false)]
    [InlineData(400, "50006", ErrorKinds.Internal, false)]
    [InlineData(400, "50014", ErrorKinds.Internal, false)]
    [InlineData(400, "50015", ErrorKinds.Internal, false)]
    [InlineData(400, "50016", ErrorKinds.Internal, false)]
    [InlineData(400, "50024", ErrorKinds.Internal, false)]
    [InlineData(400, "50025", ErrorKinds.Internal, false)]
    [InlineData(400, "51000", ErrorKinds.Internal, false)]
    // Codes that are in no table.
    [InlineData(200, "59999", ErrorKinds.ExchangeRefused, false)]
    [InlineData(400, "59999", ErrorKinds.ExchangeRefused, false)]
    [InlineData(403, "59999", ErrorKinds.ExchangeRefused, false)]
    [InlineData(200, "58002", ErrorKinds.ExchangeRefused, false)]
    public void A_code_and_a_status_have_one_meaning(int status, string? code, string kind, bool retried)
    {
        Assert.Equal(kind, OkxErrors.KindOf((HttpStatusCode)status, code));

        var shown = code ?? status.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(retried, CallPolicy.IsTransient(new ExchangeException(kind, shown, "")));
    }

    [Theory]
    [InlineData("""{"msg":"No.","code":"50119"}""", "50119")]
    [InlineData("""{"msg":"Requests too frequent.","code":50011}""", "50011")]
    [InlineData("""{"code":"50026","msg":"Later.","data":[]}""", "50026")]
    [InlineData("""{"code":"1","msg":"","data":[{"sCode":"51000"}]}""", "1")]
    [InlineData("""{"code":null}""", null)]
    [InlineData("""{"code":true}""", null)]
    [InlineData("""{"code":"\ud800"}""", null)]
    [InlineData("Too Many Requests", null)]
    [InlineData("<html>403</html>", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    public void The_code_is_read_where_there_is_one(string body, string? code) =>
        Assert.Equal(code, OkxErrors.Read(Encoding.UTF8.GetBytes(body)).Code);

    [Theory]
    [InlineData("Your IP 203.0.113.7 is not included in your API key's IP whitelist.", "203.0.113.7")]
    [InlineData("You can't access our services through the IP address 203.0.113.7.", "203.0.113.7")]
    [InlineData("Your IP 2001:db8::17 is not included.", "2001:db8::17")]
    [InlineData("Your IP 2001:DB8:0:0:0:0:0:17, is not included.", "2001:db8::17")]
    [InlineData("Your IP 999.0.113.7 is not included.", null)]
    [InlineData("Your IP 1.2.3 is not included.", null)]
    [InlineData("Your IP 1.2.3.4.5 is not included.", null)]
    [InlineData("At 12:30:45 your IP is not included.", null)]
    [InlineData("Your IP <script>alert(1)</script> is not included.", null)]
    [InlineData("Your IP 17 is not included.", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_servers_address_is_taken_from_the_message_only_if_it_is_valid(string? message, string? address) =>
        Assert.Equal(address, OkxErrors.EgressAddress(message));

    [Theory]
    [InlineData(429, null, 2)]
    [InlineData(429, 0, 2)]
    [InlineData(429, -5, 2)]
    [InlineData(429, 35, 35)]
    [InlineData(403, null, 300)]
    [InlineData(403, 900, 900)]
    [InlineData(429, 10_000_000, 86_400)]
    public void A_limit_is_over_at_the_named_time_or_with_its_window(int status, int? named, int seconds)
    {
        var wait = named is { } given ? TimeSpan.FromSeconds(given) : default(TimeSpan?);

        Assert.Equal(Now.AddSeconds(seconds), OkxErrors.RetryAt((HttpStatusCode)status, wait, Now, jitter: 0));
        Assert.InRange(
            OkxErrors.RetryAt((HttpStatusCode)status, wait, Now, jitter: 1),
            Now.AddSeconds(seconds), Now.AddSeconds(seconds + 1));
    }

    [Theory]
    [InlineData("50119", true)]
    [InlineData("50110", true)]
    [InlineData("50113", true)]
    [InlineData("50105", true)]
    [InlineData("50101", false)]
    [InlineData("50111", false)]
    [InlineData("50120", false)]
    [InlineData(null, false)]
    public void Some_refusals_are_taken_back_later(string? code, bool transient) =>
        Assert.Equal(transient, OkxErrors.MayBeTransient(code));

    [Theory]
    [InlineData(401, "50101", ErrorDetails.DemoTrading)]
    [InlineData(401, "50105", ErrorDetails.WrongPassphrase)]
    [InlineData(401, "50113", ErrorDetails.WrongSecret)]
    [InlineData(200, "50007", ErrorDetails.AccountRestricted)]
    [InlineData(200, "50060", ErrorDetails.AccountRestricted)]
    [InlineData(403, null, ErrorDetails.Firewall)]
    [InlineData(429, null, null)]
    [InlineData(200, "50120", null)]
    [InlineData(200, "59999", null)]
    public void Cases_of_one_kind_are_distinguished(int status, string? code, string? detail)
    {
        var kind = OkxErrors.KindOf((HttpStatusCode)status, code);

        Assert.Equal(detail, OkxErrors.DetailOf(kind, (HttpStatusCode)status, code));
    }
}
