using System.Collections.Concurrent;
using System.Globalization;
using Portfolio.Contracts.Keys;

namespace Portfolio.Contracts.Exchanges;

/// <summary>The exchanges that can be connected. Adding one begins here; see docs/add-an-exchange.md.</summary>
public static class ExchangeCatalog
{
    /// <summary>The default region of an exchange that has several.</summary>
    public const string GlobalRegion = "global";

    private static readonly ConcurrentDictionary<CultureInfo, IReadOnlyList<ExchangeDescription>> InLanguages = [];

    /// <summary>In the language of the request.</summary>
    public static IReadOnlyList<ExchangeDescription> All =>
        InLanguages.GetOrAdd(CultureInfo.CurrentUICulture, static _ => Describe());

    /// <summary>Null when it cannot be connected here.</summary>
    public static ExchangeDescription? Find(string exchange) => All.FirstOrDefault(known => known.Exchange == exchange);

    /// <summary>"Binance" for "binance"; the name itself for one that is not in the catalog.</summary>
    public static string DisplayName(string exchange) => Find(exchange)?.Name ?? exchange;

    /// <summary>
    /// "okx" for "okx:eea": state that is kept per region is stored under the exchange's name and the region's.
    /// </summary>
    public static string WithoutRegion(string exchange) => exchange.Split(':')[0];

    /// <summary>
    /// "okx:eea", under which a region's pauses, outages and addresses are kept. The exchange's name alone stands for
    /// its global region too.
    /// </summary>
    /// <param name="region">Null: the exchange as such.</param>
    public static string PlaceOf(string exchange, string? region) =>
        region is null or GlobalRegion ? exchange : $"{exchange}:{region}";

    /// <summary>
    /// "eea" for "okx:eea"; null for the exchange's name alone, which stands for its global region too.
    /// </summary>
    public static string? RegionOf(string exchange) => exchange.Split(':', 2) is [_, var region] ? region : null;

    private static IReadOnlyList<ExchangeDescription> Describe() =>
    [
        new(
            ExchangeNames.Binance,
            "Binance",
            [
                new("apiKey", Texts.Exchanges_ApiKey, Secret: false, MaxLength: 256),
                new("apiSecret", Texts.Exchanges_SecretKey, Secret: true, MaxLength: 4096, MultiLine: true)
                {
                    HasForm = KeyShapes.IsPrivateKey,
                    PrivateKeys = [PrivateKeyText.Rsa, PrivateKeyText.Ed25519],
                },
            ],
            [
                "spot", "funding", "earn_flexible", "earn_locked", "earn_onchain", "margin_cross", "margin_isolated",
                "futures_usdm", "futures_coinm",
            ],
            [
                Texts.Exchanges_BinanceCreate,
                Texts.Exchanges_BinancePermissions,
                Texts.Exchanges_BinanceAddress,
                Texts.Exchanges_BinanceCopy,
            ],
            new Uri("https://www.binance.com/en/my/settings/api-management"))
        {
            ReadingPermission = "Enable Reading",
            Ipv4Only = true,
        },
        new(
            ExchangeNames.Okx,
            "OKX",
            [
                new("apiKey", Texts.Exchanges_ApiKey, Secret: false, MaxLength: 256) { HasForm = KeyShapes.IsUuid },
                new("apiSecret", Texts.Exchanges_SecretKey, Secret: true, MaxLength: 256)
                {
                    HasForm = KeyShapes.IsUpperHex,
                },
                new("passphrase", Texts.Exchanges_Passphrase, Secret: true, MaxLength: 256, Blanks: true),
            ],
            ["trading", "funding", "earn_flexible", "earn_onchain"],
            [
                Texts.Exchanges_OkxCreate,
                Texts.Exchanges_OkxPermissions,
                Texts.Exchanges_OkxPassphrase,
                Texts.Exchanges_OkxAddress,
                Texts.Exchanges_OkxCopy,
            ],
            new Uri("https://www.okx.com/account/my-api"))
        {
            ReadingPermission = "Read",
            // The host of accounts in Türkiye: tr.okx.com/docs-v5.
            // OKX's API calls the account from before the unified one "classic"; the app names it so nowhere.
            WalletNames = new Dictionary<string, string> { ["classic"] = Texts.Exchanges_OkxClassicWallet },
            RegionExample = Texts.Exchanges_OkxRegionExample,
        },
        new(
            ExchangeNames.Kraken,
            "Kraken",
            [
                new("apiKey", Texts.Exchanges_ApiKey, Secret: false, MaxLength: 256),
                new("apiSecret", Texts.Exchanges_PrivateKey, Secret: true, MaxLength: 256)
                {
                    HasForm = KeyShapes.IsBase64Of64Bytes,
                },
            ],
            ["spot", "earn"],
            [
                Texts.Exchanges_KrakenCreate,
                Texts.Exchanges_KrakenPermissions,
                Texts.Exchanges_KrakenOwn,
                Texts.Exchanges_KrakenAddress,
                Texts.Exchanges_KrakenCopy,
            ],
            new Uri("https://pro.kraken.com/app/settings/api"))
        {
            ReadingPermission = "Funds: Query",
            WalletNames = new Dictionary<string, string> { ["earn"] = Texts.Exchanges_KrakenEarnWallet },
            CoverageNote = Texts.Exchanges_KrakenCoverage,
        },
    ];
}
