using System.Globalization;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Market;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>Accounts for load tests at OKX, <c>okx-load-0</c> and up.</summary>
internal sealed class OkxNumberedAccounts() : NumberedAccounts("okx-load-")
{
    private const long FirstUid = 500_000_000_000_000_000;
    private const string KeyStart = "fa4e10ad";
    private const int Digits = 12;

    public override Credential Get(long number) => new()
    {
        Name = NameOf(number),
        Exchange = OkxExchange.ExchangeName,
        Description = "A made-up account for load tests",
        ApiKey = KeyOf(number),
        ApiSecret = OkxKeys.Secret(Text(number)),
        Passphrase = OkxKeys.Passphrase(Text(number)),
        Region = OkxRegion.Global.Name,
        Account = Account(number),
        Rights = OkxRights.ReadOnly,
    };

    protected override string KeyOf(long number) =>
        OkxKeys.Uuid(KeyStart, OkxKeys.Hash("load key " + Text(number)), Text(number));

    protected override ReadOnlySpan<char> DigitsOf(string apiKey) =>
        apiKey.StartsWith(KeyStart, StringComparison.Ordinal) && apiKey.Length == OkxKeys.KeyLength
            ? apiKey.AsSpan()[^Digits..]
            : [];

    private static string Text(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Eight to 27 coins worth 2 to 2,000 dollars each, a third in funding, and one that is dust.</summary>
    private static OkxAccount Account(long number)
    {
        var account = new OkxAccount(FirstUid + number);
        var random = new FixedRandom((ulong)number);
        for (var coins = 8 + random.Next(20); coins > 0; coins--)
        {
            var wallet = random.Next(3) == 0 ? OkxWallets.Funding : OkxWallets.Trading;
            Hold(account, wallet, OkxCoins.Liquid[random.Next(OkxCoins.Liquid.Count)], 2 + random.Next(1999));
        }

        Hold(account, OkxWallets.Trading, OkxCoins.Liquid[random.Next(OkxCoins.Liquid.Count)], 0.25m);
        return account;
    }

    private static void Hold(OkxAccount account, Wallet wallet, OkxCoin coin, decimal usd)
    {
        var amount = Quantity.From(decimal.Round(usd / coin.Usdt, 8));
        account.Set(wallet, coin.Code, new Balance(amount, Quantity.Zero));
    }
}
