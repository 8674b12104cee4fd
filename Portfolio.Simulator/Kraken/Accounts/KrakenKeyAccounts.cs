using System.Net;
using Portfolio.Simulator.Accounts;
using static Portfolio.Simulator.Kraken.Accounts.KrakenAccounts;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>Keys that may do more than read, or less, or that are special in another way.</summary>
internal static class KrakenKeyAccounts
{
    /// <summary>The beginning of 2017, before every clock that a test starts with.</summary>
    private const long LongAgo = 1_483_228_800;

    /// <summary>A nanosecond of the year 2096: a tool counted in a finer unit.</summary>
    private const ulong FarNonce = 4_000_000_000_000_000_000;

    private static readonly (string Name, string Right, string Description)[] TooMany =
    [
        ("kraken-earner", KrakenRights.Earn, "The key may allocate to earn"),
        ("kraken-depositor", KrakenRights.Deposit, "The key may create deposit addresses"),
        ("kraken-withdrawer", KrakenRights.Withdraw, "The key may withdraw"),
        ("kraken-trader", KrakenRights.Trade, "The key may trade"),
        ("kraken-closer", KrakenRights.Close, "The key may cancel orders"),
        ("kraken-address-adder", KrakenRights.AddAddress, "The key may add withdrawal addresses"),
        ("kraken-address-updater", KrakenRights.UpdateAddress, "The key may change withdrawal addresses"),
        ("kraken-unknown-right", "lend-funds", "The key has a right that no documentation lists"),
    ];

    public static IEnumerable<Credential> Make() => [.. MayMore(), .. MayNot(), .. Special(), .. Shared()];

    private static IEnumerable<Credential> MayMore()
    {
        yield return Demo(
            "kraken-reader", "The key may read everything: funds, orders, ledger and exports",
            Account(10, "BTC 0.2", "EUR 1000"),
            KrakenRights.ReadOnly.With(KrakenRights.OpenTrades).With(KrakenRights.ClosedTrades)
                .With(KrakenRights.Ledger).With(KrakenRights.Export));
        yield return Demo(
            "kraken-websocket", "The key may read, and open websockets", Account(11, "BTC 0.2", "EUR 1000"),
            KrakenRights.ReadOnly.With(KrakenRights.Websocket));
        foreach (var ((name, right, description), index) in TooMany.Select((key, index) => (key, index)))
        {
            yield return Demo(
                name, description, Account(12 + index, "BTC 0.2", "USD 1000"), KrakenRights.ReadOnly.With(right));
        }
    }

    private static IEnumerable<Credential> MayNot()
    {
        yield return Demo(
            "kraken-unreadable", "The key may not read funds", Account(25, "BTC 0.2"),
            KeyRights.None.With(KrakenRights.Ledger));
        yield return Demo(
            "kraken-ip-restricted", "The key is bound to 203.0.113.7", Account(26, "BTC 0.2"),
            addresses: [IPAddress.Parse("203.0.113.7")]);
        yield return Demo(
            "kraken-expired", "The key has expired", Account(27, "BTC 0.2"), key: new() { ValidUntil = LongAgo });
        yield return Demo(
            "kraken-otp", "The key requires a second factor with every call: 246810", Account(28, "BTC 0.2"),
            key: new() { OneTimeCode = "246810" });
    }

    private static IEnumerable<Credential> Special()
    {
        yield return Demo(
            "kraken-expiring", "The key always expires in three days", Account(30, "BTC 0.2"),
            key: new() { DaysLeft = 3 });
        yield return Demo(
            "kraken-nonce-window", "The key takes nonces of the last ten seconds, in nanoseconds",
            Account(31, "BTC 0.2"), key: new() { NonceWindow = 10_000_000_000 });
        yield return Demo(
            "kraken-used-before", "Another program used the key with nonces of a larger scale", Account(32, "BTC 0.2"),
            key: new() { HighestNonce = FarNonce });
        yield return Demo(
            "kraken-snake-case", "The information about the key is in snake_case",
            Account(33, new KrakenTraits { SnakeCase = true }, "BTC 0.2", "ETH 1"));
        yield return Demo(
            "kraken-no-key-info", "There is no information about the key: GetApiKeyInfo is unknown",
            Account(34, new KrakenTraits { LacksKeyInfo = true }, "BTC 0.2", "ETH 1"));
        yield return Demo(
            "kraken-no-key-info-withdrawer", "There is no information about the key, and it may withdraw",
            Account(35, new KrakenTraits { LacksKeyInfo = true }, "BTC 0.2", "ETH 1"),
            KrakenRights.ReadOnly.With(KrakenRights.Withdraw));
        yield return Published();
    }

    private static IEnumerable<Credential> Shared()
    {
        var twins = Account(36, "BTC 0.6", "ETH 3", "USDC 700");
        yield return Demo("kraken-twin-one", "One of two keys of the same account", twins);
        yield return Demo("kraken-twin-two", "The other key of the account of kraken-twin-one", twins);
    }

    /// <summary>The example secret of Kraken's documentation, for the signature published with it.</summary>
    private static Credential Published() => new()
    {
        Name = "kraken-published",
        Exchange = KrakenExchange.ExchangeName,
        Description = "The example secret of Kraken's documentation",
        ApiKey = KrakenKeys.Key("kraken-published"),
        ApiSecret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==",
        Account = Account(37, "BTC 1"),
        Rights = KrakenRights.ReadOnly,
    };
}
