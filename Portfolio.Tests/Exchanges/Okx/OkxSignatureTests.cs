using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxSignatureTests
{
    private const string Secret = "22582BD0CFF14C41EDBF1AB98506286D";

    [Theory]
    [InlineData(
        "3DC350723E8200C236792784644E17A0", "2022-12-27T10:55:09.836Z", "/api/v5/asset/currencies",
        "miq5qKL+pRzZJjf0fq0qnUshMuNjvmwHWWyWv0QxsLs=")]
    [InlineData(
        Secret, "2026-08-22T16:20:00.000Z", "/api/v5/account/balance?ccy=BTC",
        "FN++QZPqWIZja9FNV7ev3w3IvSQUleBYxtJidJKKB+E=")]
    [InlineData(
        Secret, "2020-12-08T09:08:57.715Z", "/api/v5/account/balance?ccy=BTC",
        "HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY=")]
    [InlineData(
        Secret, "2020-12-08T09:08:57.715Z", "/api/v5/account/balance", "AkD5YszBhggtIyjDlmTy/9PpNVntel+1Lff8wh0qpQw=")]
    [InlineData(
        Secret, "2020-12-08T09:08:57.715Z", "/api/v5/asset/balances", "tD2JyPoMgjlc4YSaUuw6rMf5ZQyhDkotKh9nVXDVJ4c=")]
    [InlineData(
        Secret, "2020-12-08T09:08:57.715Z", "/api/v5/account/config", "Kr/8IrbDYujS4cg2KkmB+tO2HMUXxyayG6ZwNb4H/yA=")]
    public void A_published_request_has_the_published_signature(
        string secret, string timestamp, string target, string signature) =>
        Assert.Equal(signature, OkxSignature.Sign(secret, timestamp, target));

    [Theory]
    [InlineData(0, "2020-12-08T09:08:57.000Z")]
    [InlineData(7, "2020-12-08T09:08:57.007Z")]
    [InlineData(715, "2020-12-08T09:08:57.715Z")]
    public void A_timestamp_has_its_own_milliseconds_and_is_in_universal_time(int milliseconds, string expected)
    {
        var time = new DateTimeOffset(2020, 12, 8, 11, 8, 57, milliseconds, TimeSpan.FromHours(2));

        Assert.Equal(expected, OkxSignature.Timestamp(time));
    }
}
