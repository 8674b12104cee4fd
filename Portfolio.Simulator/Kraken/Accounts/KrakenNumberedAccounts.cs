using System.Globalization;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Market;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>Accounts for load tests at Kraken, <c>kraken-load-0</c> and up.</summary>
internal sealed class KrakenNumberedAccounts() : NumberedAccounts("kraken-load-")
{
    private const long FirstUid = 700_000_000_000_000_000;
    private const string KeyStart = "FAKELOAD";
    private const int Digits = 12;

    public override Credential Get(long number) => new()
    {
        Name = NameOf(number),
        Exchange = KrakenExchange.ExchangeName,
        Description = "A made-up account for load tests",
        ApiKey = KeyOf(number),
        ApiSecret = KrakenKeys.Secret(Text(number)),
        Account = Account(number),
        Rights = KrakenRights.ReadOnly,
    };

    protected override string KeyOf(long number) => KeyStart + Text(number)
        + KrakenKeys.Base64("load key " + Text(number))[..(KrakenKeys.KeyLength - KeyStart.Length - Digits)];

    protected override ReadOnlySpan<char> DigitsOf(string apiKey) =>
        apiKey.StartsWith(KeyStart, StringComparison.Ordinal) && apiKey.Length == KrakenKeys.KeyLength
            ? apiKey.AsSpan(KeyStart.Length, Digits)
            : [];

    private static string Text(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Eight to 27 coins worth 2 to 2,000 dollars each, a third in rewards, and one that is dust.</summary>
    private static KrakenAccount Account(long number)
    {
        var account = new KrakenAccount(FirstUid + number);
        var random = new FixedRandom((ulong)number);
        for (var coins = 8 + random.Next(20); coins > 0; coins--)
        {
            var rewards = random.Next(3) == 0;
            var coin = KrakenCoins.Liquid[random.Next(KrakenCoins.Liquid.Count)];
            Hold(account, rewards, coin, 2 + random.Next(1999));
        }

        Hold(account, rewards: false, KrakenCoins.Liquid[random.Next(KrakenCoins.Liquid.Count)], 0.25m);
        return account;
    }

    private static void Hold(KrakenAccount account, bool rewards, KrakenCoin coin, decimal usd)
    {
        var amount = Quantity.From(decimal.Round(usd / coin.Usd, 8));
        var wallet = rewards && coin.EarnsRewards ? KrakenWallets.Rewards : KrakenWallets.Spot;
        account.Set(wallet, coin.Code, new Balance(amount, Quantity.Zero));
    }
}
