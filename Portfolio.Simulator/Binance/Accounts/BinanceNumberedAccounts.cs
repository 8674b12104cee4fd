using System.Globalization;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Binance.Accounts;

/// <summary>Accounts for load tests at Binance, <c>load-0</c> and up.</summary>
internal sealed class BinanceNumberedAccounts() : NumberedAccounts("load-")
{
    private const string KeyPrefix = "FakeLoadKey";
    private const int Digits = 12;

    public override Credential Get(long number) => new()
    {
        Name = NameOf(number),
        Exchange = BinanceExchange.ExchangeName,
        Description = "A made-up account for load tests",
        ApiKey = KeyOf(number),
        ApiSecret = BinanceKeys.Filled("FakeLoadSecret", "load secret " + Text(number)),
        Account = Account(number),
        Rights = BinanceRights.ReadOnly,
    };

    protected override string KeyOf(long number) =>
        BinanceKeys.Filled(KeyPrefix + Text(number), "load key " + Text(number));

    protected override ReadOnlySpan<char> DigitsOf(string apiKey) =>
        apiKey.StartsWith(KeyPrefix, StringComparison.Ordinal) && apiKey.Length == BinanceKeys.Length
            ? apiKey.AsSpan(KeyPrefix.Length, Digits)
            : [];

    private static string Text(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Eight to 27 assets worth 2 to 2,000 dollars each, and one that is dust.</summary>
    private static BinanceAccount Account(long number)
    {
        var account = new BinanceAccount(1_000_000_000 + number);
        var random = new FixedRandom((ulong)number);
        for (var assets = 8 + random.Next(20); assets > 0; assets--)
            Hold(account, AssetCatalogue.Liquid[random.Next(AssetCatalogue.Liquid.Count)], 2 + random.Next(1999));
        Hold(account, AssetCatalogue.Liquid[random.Next(AssetCatalogue.Liquid.Count)], 0.25m);
        return account;
    }

    private static void Hold(BinanceAccount account, Asset asset, decimal usd) =>
        account.Set(
            BinanceWallets.Spot,
            asset.Code,
            new Balance(Quantity.From(decimal.Round(usd / asset.Usd, 8)), Quantity.Zero));
}
