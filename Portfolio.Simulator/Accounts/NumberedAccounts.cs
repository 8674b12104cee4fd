using System.Globalization;
using Portfolio.Simulator.Binance;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Accounts;

/// <summary>
/// Accounts for load tests, <c>load-0</c> and up: key, secret, account id and balances all follow from the number, so
/// that a million of them cost no memory.
/// </summary>
internal static class NumberedAccounts
{
    public const long Count = 1_000_000_000_000;

    private const string NamePrefix = "load-";
    private const string KeyPrefix = "FakeLoadKey";
    private const int Digits = 12;

    public static Credential Get(long number) => new()
    {
        Name = NamePrefix + number.ToString(CultureInfo.InvariantCulture),
        Exchange = BinanceRoutes.Exchange,
        Description = "A made-up account for load tests",
        ApiKey = Key(number),
        ApiSecret = Secret(number),
        Account = Account(number),
        Rights = KeyRights.ReadOnly,
    };

    public static Credential? FindByName(string name) =>
        name.StartsWith(NamePrefix, StringComparison.Ordinal)
        && long.TryParse(
            name.AsSpan(NamePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < Count
            ? Get(number)
            : null;

    public static Credential? FindByKey(string apiKey) =>
        apiKey.StartsWith(KeyPrefix, StringComparison.Ordinal)
        && apiKey.Length == FakeKeys.Length
        && long.TryParse(
            apiKey.AsSpan(KeyPrefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Key(number) == apiKey
            ? Get(number)
            : null;

    private static string Key(long number)
    {
        var digits = number.ToString("D12", CultureInfo.InvariantCulture);
        return FakeKeys.Filled(KeyPrefix + digits, "load key " + digits);
    }

    private static string Secret(long number) =>
        FakeKeys.Filled("FakeLoadSecret", "load secret " + number.ToString("D12", CultureInfo.InvariantCulture));

    /// <summary>Eight to 27 assets worth 2 to 2,000 dollars each, and one that is dust.</summary>
    private static SimulatedAccount Account(long number)
    {
        var account = new SimulatedAccount(1_000_000_000 + number);
        var random = new FixedRandom((ulong)number);
        for (var assets = 8 + random.Next(20); assets > 0; assets--)
            Hold(account, AssetCatalogue.Liquid[random.Next(AssetCatalogue.Liquid.Count)], 2 + random.Next(1999));
        Hold(account, AssetCatalogue.Liquid[random.Next(AssetCatalogue.Liquid.Count)], 0.25m);
        return account;
    }

    private static void Hold(SimulatedAccount account, Asset asset, decimal usd) =>
        account.Set(
            WalletKinds.Spot,
            asset.Code,
            new Balance(Quantity.From(decimal.Round(usd / asset.Usd, 8)), Quantity.Zero));
}
