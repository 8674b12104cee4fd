using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Connections;

/// <summary>Examples of keys. They have the form of the exchanges' keys, and no exchange knows them.</summary>
internal static class KeyExamples
{
    private const string BinanceKey = "EXAMPLEk7Qm2VtX9cLw4RbZ8sNfJ1yHdG5uPa3ToE6iWxCzMqKvBnYrSjDhFlUg0";
    private const string BinanceSecret = "EXAMPLEs3Hn8YpB5dKx1TcW6vQgM9zRfJ2uLe4XaS7oVkCiNtZbEyPwGjDmHqFr0";

    /// <summary>The first test vector of RFC 8032.</summary>
    private const string Ed25519Secret =
        "-----BEGIN PRIVATE KEY-----\n"
        + "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
        + "-----END PRIVATE KEY-----\n";

    private const string OkxKey = "e8a1b2c3-0000-4d4e-8f5a-6b7c8d9e0f1a";
    private const string OkxSecret = "0123456789ABCDEF0123456789ABCDEF";
    private const string OkxPassphrase = "Example-passphrase-1";

    private const string KrakenKey = "EXAMPLEn4Tq8ZrW2xLc6Hb1VyKf9JdM3sPgA7eUo5RiXwCvNzBtYjQmS";
    private const string KrakenSecret =
        "EXAMPLEk7Qm2VtX9cLw4RbZ8sNfJ1yHdG5uPa3ToE6iWxCzMqKvBnYrSjDhFlUg0q2ExampleExampleExampg==";

    public static BodyExample<ConnectRequest>[] Connect { get; } =
    [
        new()
        {
            Name = "binance",
            Summary = "A key of Binance",
            Body = new() { Exchange = ExchangeNames.Binance, ApiKey = BinanceKey, ApiSecret = BinanceSecret },
        },
        new()
        {
            Name = "binancePrivateKey",
            Summary = "A key of Binance with a private key",
            Body = new()
            {
                Exchange = ExchangeNames.Binance, Label = "Savings", ApiKey = BinanceKey, ApiSecret = Ed25519Secret,
            },
        },
        new()
        {
            Name = "okx",
            Summary = "A key of OKX, synced every 15 minutes",
            Body = new()
            {
                Exchange = ExchangeNames.Okx,
                Label = "Trading desk",
                ApiKey = OkxKey,
                ApiSecret = OkxSecret,
                Passphrase = OkxPassphrase,
                SyncIntervalMinutes = 15,
            },
        },
        new()
        {
            Name = "kraken",
            Summary = "A key of Kraken",
            Body = new() { Exchange = ExchangeNames.Kraken, ApiKey = KrakenKey, ApiSecret = KrakenSecret },
        },
    ];

    public static BodyExample<CredentialsRequest>[] Replacement { get; } =
    [
        new()
        {
            Name = "binance",
            Summary = "A key of Binance",
            Body = new() { ApiKey = BinanceKey, ApiSecret = BinanceSecret },
        },
        new()
        {
            Name = "okx",
            Summary = "A key of OKX",
            Body = new() { ApiKey = OkxKey, ApiSecret = OkxSecret, Passphrase = OkxPassphrase },
        },
        new()
        {
            Name = "kraken",
            Summary = "A key of Kraken",
            Body = new() { ApiKey = KrakenKey, ApiSecret = KrakenSecret },
        },
    ];
}
