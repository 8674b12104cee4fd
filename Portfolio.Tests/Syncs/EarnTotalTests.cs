using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;

namespace Portfolio.Tests.Syncs;

/// <summary>The conclusions from the exchange's total of earn about positions that cannot be read.</summary>
public sealed class EarnTotalTests
{
    private const decimal Ether = 2_000m;

    private static readonly WalletReading NotRead = Account.Missed(WalletNames.EarnFlexible);

    [Fact]
    public void A_position_that_was_redeemed_and_sold_has_ended_where_the_total_agrees()
    {
        var account = Started();
        account.Earn = new EarnTotal(0m, 0m);

        account.With().Read(Account.Spot(("USDT", 1_595m)), NotRead);

        Assert.Equal((0m, 1_595m), (account.Ledger["ETH"], account.Ledger["USDT"]));
        Assert.DoesNotContain(account.Stored, row => row.Symbol is "ETH");
    }

    [Fact]
    public void The_total_distinguishes_a_subscription_from_a_receipt_that_came_back()
    {
        var (subscribed, cameBack) = (Started(), Started());
        foreach (var account in (Account[])[subscribed, cameBack])
            account.With().Read(Account.Spot(), NotRead);
        subscribed.Earn = new EarnTotal(2 * Ether, 0m);
        cameBack.Earn = new EarnTotal(Ether, 0m);

        foreach (var account in (Account[])[subscribed, cameBack])
            account.With(("ETH", 1m)).Read(Account.Spot(), NotRead);

        Assert.Equal((2m, 1m), (subscribed.Ledger["ETH"], cameBack.Ledger["ETH"]));
    }

    [Fact]
    public void A_receipt_that_went_before_the_total_could_be_read_ends_its_position_once_the_total_agrees()
    {
        var account = Started();
        account.With().Read(Account.Spot(("USDT", 10m)), NotRead);
        Assert.Equal(1m, account.Ledger["ETH"]);
        account.Earn = new EarnTotal(0m, 0m);

        account.With().Read(Account.Spot(("USDT", 10m)), NotRead);

        Assert.Equal(0m, account.Ledger["ETH"]);
    }

    [Fact]
    public void Coins_bought_while_a_receipt_leaves_are_no_redemption_where_the_total_still_has_the_position()
    {
        var account = Started();
        account.Earn = new EarnTotal(Ether, 0m);

        account.With().Read(Account.Spot(("ETH", 1m)), NotRead);

        Assert.Equal(2m, account.Ledger["ETH"]);
    }

    [Fact]
    public void A_partial_redemption_reduces_the_position_by_the_fall_of_the_receipt()
    {
        var account = Started();
        account.Earn = new EarnTotal(0.25m * Ether, 0m);

        account.With(("ETH", 0.25m)).Read(Account.Spot(), NotRead);

        Assert.Equal((0.25m, 0.25m), (account.Ledger["ETH"], Flexible(account, "ETH").ReceiptQuantity));
    }

    [Fact]
    public void A_redemption_is_distinguished_from_receipts_that_came_back_in_the_same_run()
    {
        var account = new Account().With(("ETH", 1m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 4m)));
        account.Earn = new EarnTotal(3 * Ether, 0m);

        account.With(("ETH", 3m)).Read(Account.Spot(("ETH", 1m)), NotRead);

        Assert.Equal([("ETH", 4m)], account.Booked);
        Assert.Equal((3m, 3m), (Flexible(account, "ETH").Quantity, Flexible(account, "ETH").ReceiptQuantity));
    }

    [Fact]
    public void Once_one_position_has_moved_the_total_proves_another()
    {
        var account = new Account().With(("ETH", 1m), ("USDT", 5_000m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1m), ("USDT", 5_000m)));
        account.Earn = new EarnTotal(2_500m, 0m);

        account.With().Read(Account.Spot(("USDT", 2_500m)), NotRead);

        Assert.Equal((0m, 5_000m), (account.Ledger["ETH"], account.Ledger["USDT"]));
    }

    [Fact]
    public void Of_several_missing_receipts_the_total_shows_which_positions_have_ended()
    {
        var account = new Account().With(("ETH", 1m), ("BTC", 0.1m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1m), ("BTC", 0.1m)));
        account.Earn = new EarnTotal(5_000m, 0m);

        account.With().Read(Account.Spot(), NotRead);

        Assert.Equal((0m, 0.1m), (account.Ledger["ETH"], account.Ledger["BTC"]));
    }

    [Fact]
    public void A_total_that_fits_more_than_one_explanation_proves_none()
    {
        var account = new Account().With(("ETH", 1m), ("USDT", 2_000m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1m), ("USDT", 2_000m)));
        account.Earn = new EarnTotal(2_000m, 0m);

        var result = account.With().Read(Account.Spot(), NotRead);

        Assert.Empty(result.Changes);
    }

    [Fact]
    public void Locked_positions_that_were_not_read_either_share_the_total()
    {
        var (ended, unclear) = (StartedWithLocked(("BTC", 0.1m)), StartedWithLocked(("USDT", 2_000m)));
        ended.Earn = new EarnTotal(5_000m, 0m);
        unclear.Earn = new EarnTotal(2_000m, 0m);

        foreach (var account in (Account[])[ended, unclear])
            account.With().Read(Account.Spot(), NotRead, Account.Missed(WalletNames.EarnLocked));

        Assert.Equal((0m, 1m), (ended.Ledger["ETH"], unclear.Ledger["ETH"]));
        Assert.Equal((0.1m, 2_000m), (ended.Ledger["BTC"], unclear.Ledger["USDT"]));

        static Account StartedWithLocked((string, decimal) locked)
        {
            var account = new Account().With(("ETH", 1m));
            account.Read(
                Account.Spot(),
                Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1m)),
                Account.Wallet(WalletNames.EarnLocked, locked));
            return account;
        }
    }

    [Fact]
    public void A_total_is_compared_less_its_earlier_excess_over_the_positions()
    {
        var account = Started();
        account.Earn = new EarnTotal(11_000m, 10_000m);

        account.With().Read(Account.Spot(), NotRead);
        Assert.Equal(1m, account.Ledger["ETH"]);
        account.Earn = new EarnTotal(10_050m, 10_000m);

        account.With().Read(Account.Spot(), NotRead);
        Assert.Equal(0m, account.Ledger["ETH"]);
    }

    private static Account Started((string, decimal)[]? spot = null)
    {
        var account = new Account().With(("ETH", 1m));
        account.Read(Account.Spot(spot ?? []), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1m)));
        return account;
    }

    private static StoredBalance Flexible(Account account, string symbol) =>
        account.Stored.Single(row => row.Wallet is WalletNames.EarnFlexible && row.Symbol == symbol);
}
