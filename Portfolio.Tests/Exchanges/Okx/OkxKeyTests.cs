using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxKeyTests
{
    [Theory]
    [InlineData("read_only", true, "read", "")]
    [InlineData("trade,read_only", true, "read trade", "trade")]
    [InlineData("read_only,withdraw,trade", true, "read trade withdraw", "trade withdraw")]
    [InlineData("read_only,earn", true, "read earn", "earn")]
    [InlineData("trade", false, "trade", "trade")]
    [InlineData(" read_only , ", true, "read", "")]
    [InlineData("read_only,read_only", true, "read", "")]
    [InlineData("READ_ONLY", false, "READ_ONLY", "READ_ONLY")]
    public void A_key_only_reads_if_reading_is_all_it_may(string perm, bool canRead, string granted, string excess)
    {
        var key = OkxKeys.Read(Encoding.UTF8.GetBytes(OkxFixture.Config(perm)));

        Assert.Equal(canRead, key.CanRead);
        Assert.Equal(Words(granted), key.Granted);
        Assert.Equal(Words(excess), key.Excess);
    }

    [Fact]
    public void The_account_is_the_keys_own_and_not_the_main_one() =>
        Assert.Equal("42", OkxKeys.Read(Encoding.UTF8.GetBytes(OkxFixture.Config("read_only"))).AccountId);

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("null", "")]
    [InlineData("\"203.0.113.7\"", "203.0.113.7")]
    [InlineData("\"203.0.113.7,2001:db8::/32\"", "203.0.113.7 2001:db8::/32")]
    public void The_addresses_a_key_is_bound_to_are_told(string ip, string expected) =>
        Assert.Equal(Words(expected), OkxKeys.Read(Encoding.UTF8.GetBytes(
            $$"""{"code":"0","data":[{"uid":"42","perm":"read_only","ip":{{ip}}}]}""")).AllowedAddresses);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"code":"0"}""")]
    [InlineData("""{"code":"0","data":null}""")]
    [InlineData("""{"code":"0","data":[]}""")]
    [InlineData("""{"code":"0","data":[null]}""")]
    [InlineData("""{"code":"0","data":[{"uid":"42"}]}""")]
    [InlineData("""{"code":"0","data":[{"uid":"42","perm":""}]}""")]
    [InlineData("""{"code":"0","data":[{"uid":"","perm":"read_only"}]}""")]
    [InlineData("""{"code":"0","data":[{"perm":"read_only"}]}""")]
    [InlineData("""{"code":"0","data":[{"uid":"1","perm":"read_only"},{"uid":"2","perm":"read_only"}]}""")]
    [InlineData("""{"code":"50026","data":[{"uid":"42","perm":"read_only"}]}""")]
    [InlineData("""{"data":[{"uid":"42","perm":"read_only"}]}""")]
    public void A_body_of_another_shape_is_no_harmless_key(string body) =>
        Assert.ThrowsAny<JsonException>(() => OkxKeys.Read(Encoding.UTF8.GetBytes(body)));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
