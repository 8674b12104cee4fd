using System.Text;
using System.Text.Json;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Kraken;
using static Portfolio.Tests.Exchanges.Kraken.KrakenFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenKeyTests
{
    [Fact]
    public async Task A_key_that_may_query_funds_is_a_read_only_key_of_its_account()
    {
        await using var kraken = await StartKrakenAsync(Cancel);

        var key = await kraken.Exchange.ReadKeyAsync(Key, Cancel);

        Assert.True(key.CanRead);
        Assert.Equal(["read"], key.Granted);
        Assert.Equal((0, "AA12ABCD3456EFGH", null), (key.Excess.Count, key.AccountId, key.ExpiresAt));
        Assert.Empty(key.AllowedAddresses!);
    }

    [Theory]
    [InlineData("query-open-trades")]
    [InlineData("query-closed-trades")]
    [InlineData("query-ledger")]
    [InlineData("export-data")]
    [InlineData("create-ws-token")]
    public void A_right_that_changes_nothing_is_no_excess(string right) =>
        Assert.Empty(Read(KeyInfo("query-funds", right)).Excess);

    [Theory]
    [InlineData("modify-trades", "trade")]
    [InlineData("close-trades", "trade")]
    [InlineData("withdraw-funds", "withdraw")]
    [InlineData("add-funds", "add-funds")]
    [InlineData("earn-funds", "earn-funds")]
    [InlineData("add-withdraw-address", "add-withdraw-address")]
    [InlineData("update-withdraw-address", "update-withdraw-address")]
    [InlineData("a-right-of-tomorrow", "a-right-of-tomorrow")]
    [InlineData("Query-Funds", "Query-Funds")]
    public void Any_other_right_is_too_much(string right, string name) =>
        Assert.Equal([name], Read(KeyInfo("query-funds", right)).Excess);

    [Fact]
    public void A_key_without_the_right_to_query_funds_cannot_read() =>
        Assert.False(Read(KeyInfo("query-ledger")).CanRead);

    [Theory]
    [InlineData(""","validUntil":"1772452800","ipAllowlist":["203.0.113.7","2001:db8::/32"],"nonceWindow":0""")]
    [InlineData(""","valid_until":"1772452800","ip_allowlist":["203.0.113.7","2001:db8::/32"],"nonce_window":"15" """)]
    [InlineData(""","validUntil":1772452800,"ipAllowlist":["203.0.113.7","2001:db8::/32"]""")]
    public void The_terms_of_a_key_are_read_in_both_spellings(string terms)
    {
        var key = Read(KeyInfo(["query-funds"], terms));

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_772_452_800), key.ExpiresAt);
        Assert.Equal(["203.0.113.7", "2001:db8::/32"], key.AllowedAddresses);
    }

    [Theory]
    [InlineData(""","validUntil":"0","ipAllowlist":[]""")]
    [InlineData(""","valid_until":"0","ip_allowlist":[""]""")]
    [InlineData(""","validUntil":null,"ipAllowlist":null""")]
    [InlineData(""","validUntil":"" """)]
    public void A_key_without_terms_has_none(string terms)
    {
        var key = Read(KeyInfo(["query-funds"], terms));

        Assert.Null(key.ExpiresAt);
        Assert.Empty(key.AllowedAddresses!);
    }

    [Fact]
    public async Task A_key_whose_date_has_passed_has_expired()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(KeyInfo(["query-funds"], ""","validUntil":"1772366400" """)));

        var failure = await kraken.KeyFailureAsync();

        Assert.Equal((ErrorKinds.InvalidCredentials, ErrorDetails.KeyExpired), (failure.Kind, failure.Detail));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"error":[]}""")]
    [InlineData("""{"error":[],"result":{}}""")]
    [InlineData("""{"error":[],"result":{"permissions":null}}""")]
    [InlineData("""{"error":[],"result":{"permissions":"query-funds"}}""")]
    [InlineData("""{"error":[],"result":{"permissions":["query-funds",null]}}""")]
    [InlineData("""{"error":[],"result":{"permissions":["query-funds"],"permissions":[]}}""")]
    [InlineData("""{"result":{"permissions":["query-funds"]}}""")]
    public void A_body_without_rights_is_no_harmless_key(string body) =>
        Assert.Throws<JsonException>(() => Read(body));

    [Theory]
    [InlineData(404)]
    [InlineData(200)]
    public async Task A_key_whose_rights_cannot_be_read_is_refused(int status)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal("EGeneral:Unknown method"), status));

        var failure = await kraken.KeyFailureAsync();

        Assert.Equal((ErrorKinds.PermissionDenied, ErrorDetails.RightsUnknown), (failure.Kind, failure.Detail));
    }

    [Fact]
    public async Task A_key_whose_rights_were_known_is_believed_for_one_run_and_no_longer()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(
            KrakenPaths.KeyInfo,
            Answer(KeyInfo("query-funds")),
            Answer(Refusal("EGeneral:Unknown method"), 404),
            Answer(Refusal("EGeneral:Unknown method"), 404),
            Answer(KeyInfo("query-funds")),
            Answer(Refusal("EGeneral:Unknown method"), 404));

        Assert.Equal("AA12ABCD3456EFGH", (await kraken.Exchange.ReadKeyAsync(Key, Cancel)).AccountId);
        Assert.True((await kraken.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await kraken.KeyFailureAsync()).Kind);
        Assert.True((await kraken.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
        Assert.True((await kraken.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
    }

    private static KeyReading Read(string body) => KrakenKey.Read(Encoding.UTF8.GetBytes(body), Noon);
}
