using System.Globalization;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Market;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>
/// Accounts for load tests, <c>okx-load-0</c> and up: all about them follows from the number, so that a million of
/// them cost no memory.
/// </summary>
internal static class OkxNumberedAccounts
{
    private const long FirstUid = 500_000_000_000_000_000;
    private const string NamePrefix = "okx-load-";
    private const string KeyStart = "fa4e10ad";
    private const int Digits = 12;

    public static Credential Get(long number) => new()
    {
        Name = NamePrefix + number.ToString(CultureInfo.InvariantCulture),
        Exchange = OkxRoutes.Exchange,
        Description = "A made-up account for load tests",
        ApiKey = Key(number),
        ApiSecret = OkxKeys.Secret(Text(number)),
        Passphrase = OkxKeys.Passphrase(Text(number)),
        Region = OkxRegion.Global,
        Account = Account(number),
        Rights = KeyRights.OkxReadOnly,
    };

    public static Credential? FindByName(string name) =>
        name.StartsWith(NamePrefix, StringComparison.Ordinal)
        && long.TryParse(
            name.AsSpan(NamePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < NumberedAccounts.Count
            ? Get(number)
            : null;

    public static Credential? FindByKey(string apiKey) =>
        apiKey.StartsWith(KeyStart, StringComparison.Ordinal)
        && apiKey.Length == OkxKeys.KeyLength
        && long.TryParse(apiKey.AsSpan()[^Digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Key(number) == apiKey
            ? Get(number)
            : null;

    private static string Key(long number) =>
        OkxKeys.Uuid(KeyStart, OkxKeys.Hash("load key " + Text(number)), Text(number));

    private static string Text(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Eight to 27 coins worth 2 to 2,000 dollars each, a third in funding, and one that is dust.</summary>
    private static SimulatedAccount Account(long number)
    {
        var account = new SimulatedAccount(FirstUid + number);
        var random = new FixedRandom((ulong)number);
        for (var coins = 8 + random.Next(20); coins > 0; coins--)
        {
            var wallet = random.Next(3) == 0 ? WalletKinds.Funding : WalletKinds.Trading;
            Hold(account, wallet, OkxCoins.Liquid[random.Next(OkxCoins.Liquid.Count)], 2 + random.Next(1999));
        }

        Hold(account, WalletKinds.Trading, OkxCoins.Liquid[random.Next(OkxCoins.Liquid.Count)], 0.25m);
        return account;
    }

    private static void Hold(SimulatedAccount account, string wallet, OkxCoin coin, decimal usd)
    {
        var amount = Quantity.From(decimal.Round(usd / coin.Usdt, 8));
        account.Set(wallet, coin.Code, new Balance(amount, Quantity.Zero));
    }
}
