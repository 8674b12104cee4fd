using System.Globalization;
using System.Text.Json;
using Portfolio.Simulator.Okx;

namespace Portfolio.Tests.Simulator;

public sealed class OkxSignatureTests
{
    private const string PublishedSecret = "22582BD0CFF14C41EDBF1AB98506286D";

    [Theory]
    [InlineData(
        "3DC350723E8200C236792784644E17A0",
        "2022-12-27T10:55:09.836ZGET/api/v5/asset/currencies",
        "miq5qKL+pRzZJjf0fq0qnUshMuNjvmwHWWyWv0QxsLs=")]
    [InlineData(
        PublishedSecret,
        """
        2020-12-08T09:08:57.715ZPOST/api/v5/account/set-leverage{"instId":"BTC-USDT","lever":"5","mgnMode":"isolated"}
        """,
        "eCnnCgWLjlQ9XnpUkrcny3qNq3WW/81KNrDr/XR6Xv8=")]
    public void The_published_signatures_are_right(string secret, string payload, string signature)
    {
        Assert.True(OkxSignature.IsValid(secret, payload, signature));
        Assert.False(OkxSignature.IsValid(secret, payload, signature.ToLowerInvariant()));
        Assert.False(OkxSignature.IsValid(secret, payload + " ", signature));
    }

    [Theory]
    [InlineData(
        "2026-08-22T16:20:00.000Z", "/api/v5/account/balance?ccy=BTC", "FN++QZPqWIZja9FNV7ev3w3IvSQUleBYxtJidJKKB+E=")]
    [InlineData(
        "2020-12-08T09:08:57.715Z", "/api/v5/account/balance?ccy=BTC", "HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY=")]
    [InlineData("2020-12-08T09:08:57.715Z", "/api/v5/account/balance", "AkD5YszBhggtIyjDlmTy/9PpNVntel+1Lff8wh0qpQw=")]
    [InlineData("2020-12-08T09:08:57.715Z", "/api/v5/asset/balances", "tD2JyPoMgjlc4YSaUuw6rMf5ZQyhDkotKh9nVXDVJ4c=")]
    [InlineData("2020-12-08T09:08:57.715Z", "/api/v5/account/config", "Kr/8IrbDYujS4cg2KkmB+tO2HMUXxyayG6ZwNb4H/yA=")]
    public async Task A_published_signature_is_accepted_at_its_time(string timestamp, string path, string signature)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SetTimeAsync(simulator, timestamp);
        var headers = simulator.OkxHeaders("okx-published", path, timestamp);
        Assert.Equal(signature, headers["OK-ACCESS-SIGN"]);

        var reply = await simulator.SendAsync(HttpMethod.Get, path, headers);

        reply.OkxRows();
        Assert.Equal(PublishedSecret, simulator.Key("okx-published").ApiSecret);
    }

    [Theory]
    [InlineData("/api/v5/account/balance?ccy=BTC", "/api/v5/account/balance?ccy=ETH")]
    [InlineData("/api/v5/account/balance?ccy=BTC", "/api/v5/account/balance")]
    [InlineData("/api/v5/account/balance?ccy=BTC%2CETH", "/api/v5/account/balance?ccy=BTC,ETH")]
    [InlineData("/api/v5/account/balance", "/api/v5/account/balance?")]
    public async Task A_signature_over_other_bytes_than_those_sent_is_refused(string payload, string sent)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var reply = await simulator.SendAsync(
            HttpMethod.Get, sent, simulator.OkxHeaders("okx-everyday", payload));

        reply.RefusesLikeOkx(401, "50113");
    }

    [Theory]
    [InlineData(30_000, 0)]
    [InlineData(-30_000, 0)]
    [InlineData(30_001, 50102)]
    [InlineData(-30_001, 50102)]
    public async Task A_timestamp_may_be_thirty_seconds_away(int aheadMs, int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var timestamp = OkxRequests.OkxTimestamp(simulator.Time.GetUtcNow().AddMilliseconds(aheadMs));

        await AnswersAsync(simulator, timestamp, code);
    }

    [Theory]
    [InlineData("2017-07-12T02:41:59.559Z", 0)]
    [InlineData("2017-07-12T02:41:59Z", 50112)]
    [InlineData("2017-07-12T02:41:59.559", 50112)]
    [InlineData("2017-07-12 02:41:59.559Z", 50112)]
    [InlineData("1499827319.559", 50112)]
    public async Task A_timestamp_is_in_the_one_form_with_milliseconds(string timestamp, int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        await AnswersAsync(simulator, timestamp, code);
    }

    private static async Task AnswersAsync(RunningSimulator simulator, string timestamp, int code)
    {
        var headers = simulator.OkxHeaders("okx-everyday", OkxRequests.Balance, timestamp);

        var reply = await simulator.SendAsync(HttpMethod.Get, OkxRequests.Balance, headers);

        if (code == 0)
            Assert.Single(reply.OkxRows());
        else
            reply.RefusesLikeOkx(401, $"{code}");
    }

    private static Task<JsonElement> SetTimeAsync(RunningSimulator simulator, string timestamp)
    {
        var offset = DateTimeOffset.Parse(timestamp, CultureInfo.InvariantCulture)
            - simulator.Time.GetUtcNow();
        return simulator.ControlAsync(HttpMethod.Put, "/clock", new { offsetMs = (long)offset.TotalMilliseconds });
    }
}
