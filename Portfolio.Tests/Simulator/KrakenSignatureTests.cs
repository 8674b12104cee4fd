using Portfolio.Simulator.Kraken;

namespace Portfolio.Tests.Simulator;

/// <summary>Signatures against examples that were computed elsewhere, the first two published.</summary>
public sealed class KrakenSignatureTests
{
    private const string Secret =
        "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";

    private const string Nonce = "1616492376594";

    private const string OfBalance =
        "1nH4vwR+8FHiYh1QT649xXkGd3JR3x0DWkgv3u9Ed/Qqv6KPtgQpEU4m+Emb/VgpEji3j1XNwI+HCbfXxmrTOg==";

    private const string OfJson =
        "nIQSuxvFDn8/AZLI9lNhKmRGRFBmNFwMDugKmtSQG6frJ3HT06eRwAGt40G5kwz6PRsywnaL628Nr8TofSiHrw==";

    [Theory]
    [InlineData(
        Secret, "/0/private/AddOrder", Nonce,
        "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
        "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==")]
    [InlineData(
        "SECR", "/0/private/", "", "TestKey=TestValue",
        "Uog0MyIKZmXZ4/VFOh0g1u2U+A0ohuK8oCh0HFUiHLE2Csm23CuPCDaPquh/hpnAg/pSQLeXyBELpJejgOftCQ==")]
    [InlineData(Secret, "/0/private/Balance", Nonce, "nonce=1616492376594", OfBalance)]
    [InlineData(
        Secret, "/0/private/BalanceEx", Nonce, "nonce=1616492376594",
        "1j2wTVcCjQvueYQKkvwE3KMKUKZ2X44OnlJOYr2nPt3WwRIl69rXv3dyHxdoxHIc88DGbIR+WwRtR0qudfAL+w==")]
    [InlineData(
        Secret, "/0/private/GetApiKeyInfo", Nonce, "nonce=1616492376594",
        "0hXh9q5/fK8xgzNfiExbUyhEvsv1gAYGgL/5PWy8Xo8kFGhpI/ZwAnHB1eC0SYtlYiywFcypDRuBP/GjHp+ojA==")]
    [InlineData(
        Secret, "/0/private/Earn/Allocations", Nonce,
        "nonce=1616492376594&converted_asset=USD&hide_zero_allocations=true",
        "uTprJZuTvWUi0rQc/rlQFFSIUSqZy8elHVLXd1n8FrV24egeMWU8AlkSGkRvertSnWBEZil/KRsK3tcNJOyPZA==")]
    [InlineData(
        Secret, "/0/private/TradeBalance", Nonce, "nonce=1616492376594&asset=ZUSD",
        "4kkab29qg45NEyvtsvC1RBhoM7ZQJxJVJXAqpuxz+YBT0vzHeE0Xqajf0JrmJGy82yNJPJG/GKMhtGiPr2HyWg==")]
    [InlineData(
        Secret, "/0/private/Balance", Nonce, "nonce=1616492376594&otp=123456",
        "jbyoyzbCFde1u0Rnp3ChMEofg5y4E4qpI247mcYicXoAi4c201b8GKM5LmshBvKP9WVm+UFHd710qkGBE0tRJw==")]
    [InlineData(Secret, "/0/private/Balance", Nonce, """{"nonce":"1616492376594"}""", OfJson)]
    public void A_signature_is_that_of_the_example(
        string secret, string path, string nonce, string body, string signature)
    {
        Assert.Equal(signature, KrakenSignature.Of(secret, path, nonce, body));
        Assert.Equal(signature, KrakenRequests.KrakenSign(secret, path, nonce, body));
    }

    [Theory]
    [InlineData(KrakenRequests.Form, "nonce=1616492376594", OfBalance)]
    [InlineData(KrakenRequests.Json, """{"nonce":"1616492376594"}""", OfJson)]
    public async Task A_request_with_the_signature_of_an_example_is_let_in(string type, string body, string signature)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.KrakenPostAsync(
            "Balance", simulator.Key("kraken-published").ApiKey, signature, body, type);

        Assert.Equal("1.0000000000", reply.KrakenResult().Text("XXBT"));
    }

    [Theory]
    [InlineData("BalanceEx", "nonce=1616492376594")]
    [InlineData("Balance", "nonce=1616492376595")]
    [InlineData("Balance", "nonce=1616492376594&asset=XBT")]
    [InlineData("Balance", "asset=XBT&nonce=1616492376594")]
    [InlineData("Balance", "nonce=161649237659%34")]
    public async Task A_signature_belongs_to_one_path_and_one_body(string method, string body)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = simulator.Key("kraken-published").ApiKey;

        (await simulator.KrakenPostAsync(method, key, OfBalance, body)).RefusesLikeKraken("EAPI:Invalid signature");

        (await simulator.KrakenPostAsync("Balance", key, OfBalance, "nonce=1616492376594")).KrakenResult();
    }

    [Fact]
    public async Task Every_key_has_the_form_of_a_real_one()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var listed = await simulator.ControlAsync(HttpMethod.Get, "/accounts");
        var numbered = await simulator.ControlAsync(
            HttpMethod.Get, "/numbered-accounts?count=3&exchange=kraken");

        var keys = listed.EnumerateArray().Where(key => key.Text("exchange") is "kraken")
            .Concat(numbered.EnumerateArray()).ToList();

        Assert.All(keys, key => Assert.Equal(
            (56, 88, 64),
            (key.Text("apiKey").Length, key.Text("apiSecret").Length,
                Convert.FromBase64String(key.Text("apiSecret")).Length)));
        Assert.Equal(keys.Count, keys.Select(key => key.Text("apiKey")).Distinct().Count());
        Assert.Equal(keys.Count, keys.Select(key => key.Text("apiSecret")).Distinct().Count());
    }

    [Fact]
    public async Task A_numbered_account_is_served()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        Assert.NotEmpty(await simulator.KrakenBalancesAsync("kraken-load-123456789"));
    }
}
