using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Wallets that were not read.</summary>
public sealed class WalletRulesTests
{
    [Fact]
    public void An_empty_reading_zeroes_a_wallet_and_a_failed_one_does_not()
    {
        var (emptied, failed) = (new Account(), new Account());
        foreach (var account in (Account[])[emptied, failed])
            account.Read(Account.Spot(("BTC", 1m)), Account.Wallet(WalletNames.Funding, ("ETH", 1m)));

        emptied.Read(Account.Spot(("BTC", 1m)), Account.Wallet(WalletNames.Funding));
        failed.Read(Account.Spot(("BTC", 1m)), Account.Missed(WalletNames.Funding));

        Assert.Equal((0m, 1m), (emptied.Ledger["ETH"], failed.Ledger["ETH"]));
    }

    [Fact]
    public void Assets_in_an_unread_wallet_do_not_leave_because_their_price_fell()
    {
        var account = new Account();
        account.Read(Account.Spot(("ETH", 0.001m)));
        account.Prices["ETH"] = 1m;

        var result = account.Read(Account.Missed(WalletNames.Spot));

        Assert.Empty(result.Changes);
        Assert.Equal(0.001m, account.Ledger["ETH"]);
    }
}
