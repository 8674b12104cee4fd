using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;

namespace Portfolio.Tests.Syncs;

/// <summary>Flexible earn, its receipts among the spot balances, and the proofs that a position has ended.</summary>
public sealed class ReceiptRulesTests
{
    private static readonly WalletReading NotRead = Account.Missed(WalletNames.EarnFlexible);

    [Fact]
    public void A_redemption_that_shows_in_spot_while_positions_cannot_be_read_is_counted_once()
    {
        var account = Started();

        account.With().Read(Account.Spot(("ETH", 1m)), NotRead);

        Assert.Equal(1m, account.Ledger["ETH"]);
        Assert.Equal([("ETH", 1m)], account.Booked);
        Assert.Equal(["spot"], account.Stored.Select(row => row.Wallet));
    }

    [Fact]
    public void A_subscription_while_positions_cannot_be_read_is_in_earn()
    {
        var account = Started(spot: [("ETH", 1m)]);

        account.With(("ETH", 2m)).Read(Account.Spot(), NotRead);

        Assert.Equal(2m, account.Ledger["ETH"]);
        Assert.Equal((2m, 2m), (Flexible(account, "ETH").Quantity, Flexible(account, "ETH").ReceiptQuantity));
        Assert.Equal(Account.Noon, Flexible(account, "ETH").StaleSince);
        Assert.Equal(4_000m, Flexible(account, "ETH").ValueUsd);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(null)]
    public void A_receipt_that_has_left_spot_without_a_trace_ends_nothing(int? earnUsd)
    {
        var account = Started();
        account.Earn = earnUsd is { } usd ? new EarnTotal(usd, 0m) : null;

        var result = account.With().Read(Account.Spot(), NotRead);

        Assert.Empty(result.Changes);
        Assert.Equal((1m, 0m), (Flexible(account, "ETH").Quantity, Flexible(account, "ETH").ReceiptQuantity));
        Assert.Equal(Account.Noon, Flexible(account, "ETH").StaleSince);
    }

    [Fact]
    public void A_receipt_that_comes_back_to_spot_is_no_subscription()
    {
        var account = Started();
        account.With().Read(Account.Spot(), NotRead);

        account.With(("ETH", 1m)).Read(Account.Spot(), NotRead);

        Assert.Equal([("ETH", 1m)], account.Booked);
        Assert.Equal((1m, 1m), (Flexible(account, "ETH").Quantity, Flexible(account, "ETH").ReceiptQuantity));
    }

    [Fact]
    public void A_subscription_while_other_receipts_are_away_is_added_where_the_coins_left_spot()
    {
        var account = Started(spot: [("ETH", 3m)]);
        account.With().Read(Account.Spot(("ETH", 3m)), NotRead);

        account.With(("ETH", 1m)).Read(Account.Spot(("ETH", 2m)), NotRead);

        Assert.Equal((2m, 4m), (Flexible(account, "ETH").Quantity, account.Ledger["ETH"]));
    }

    [Fact]
    public void Failures_in_a_row_apply_each_change_of_a_receipt_once()
    {
        var account = Started(spot: [("ETH", 5m)]);

        account.With(("ETH", 3m)).Read(Account.Spot(("ETH", 3m)), NotRead);
        account.With(("ETH", 3m)).Read(Account.Spot(("ETH", 3m)), NotRead);
        account.With(("ETH", 4m)).Read(Account.Spot(("ETH", 2m)), NotRead);
        account.With(("ETH", 1.5m)).Read(Account.Spot(("ETH", 4.5m)), NotRead);
        account.Receipts = null;
        account.Read(Account.Missed(WalletNames.Spot), NotRead);

        Assert.Equal([("ETH", 6m)], account.Booked);
        Assert.Equal(1.5m, Flexible(account, "ETH").Quantity);
    }

    [Fact]
    public void Coins_bought_after_a_receipt_has_left_are_no_redemption()
    {
        var account = Started();
        account.With().Read(Account.Spot(), NotRead);

        account.With().Read(Account.Spot(("ETH", 1m)), NotRead);

        Assert.Equal(2m, account.Ledger["ETH"]);
    }

    [Fact]
    public void Of_a_redemption_that_was_partly_sold_only_the_part_seen_elsewhere_leaves_the_position()
    {
        var account = Started();

        var result = account.With().Read(Account.Spot(("ETH", 0.4m)), NotRead);

        Assert.Empty(result.Changes);
        Assert.Equal((0.6m, 0.4m), (
            Flexible(account, "ETH").Quantity, account.Stored.Single(row => row.Wallet is "spot").Quantity));
    }

    [Fact]
    public void A_redemption_shows_in_any_wallet_of_the_run_and_a_transfer_between_two_shows_in_none()
    {
        var (redeemed, transferred) = (Started(spot: [("ETH", 1m)]), Started(spot: [("ETH", 1m)]));

        redeemed.With().Read(Account.Spot(("ETH", 1m)), Account.Wallet(WalletNames.EarnLocked, ("ETH", 1m)), NotRead);
        transferred.With().Read(Account.Spot(), Account.Wallet(WalletNames.Funding, ("ETH", 1m)), NotRead);

        Assert.Equal((2m, 2m), (redeemed.Ledger["ETH"], transferred.Ledger["ETH"]));
        Assert.DoesNotContain(redeemed.Stored, row => row.Wallet is WalletNames.EarnFlexible);
        Assert.Equal(1m, Flexible(transferred, "ETH").Quantity);
    }

    [Fact]
    public void Rewards_that_the_receipt_does_not_show_end_with_the_position()
    {
        var account = new Account().With(("ETH", 1m));
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1.0002m)));

        account.With().Read(Account.Spot(("ETH", 1.0002m)), NotRead);

        Assert.Equal(1.0002m, account.Ledger["ETH"]);
        Assert.DoesNotContain(account.Stored, row => row.Wallet is WalletNames.EarnFlexible);
    }

    [Fact]
    public void Positions_without_a_kept_receipt_stay_whatever_the_receipts_say()
    {
        var account = new Account();
        account.Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 1m)));
        Assert.Null(Flexible(account, "ETH").ReceiptQuantity);
        account.Earn = new EarnTotal(0m, 0m);

        account.With().Read(Account.Spot(("ETH", 1m)), NotRead);
        account.With(("ETH", 7m)).Read(Account.Spot(("ETH", 1m)), NotRead);

        Assert.Equal((2m, 1m), (account.Ledger["ETH"], Flexible(account, "ETH").Quantity));
    }

    [Fact]
    public void Receipts_of_a_spot_wallet_that_was_not_read_prove_nothing()
    {
        var account = Started();
        account.Earn = new EarnTotal(0m, 0m);

        account.With().Read(Account.Missed(WalletNames.Spot), NotRead);

        Assert.Equal((1m, 1m), (account.Ledger["ETH"], Flexible(account, "ETH").ReceiptQuantity));
    }

    [Fact]
    public void Positions_that_are_read_again_have_the_last_word_and_keep_their_receipts()
    {
        var account = Started();
        account.With(("ETH", 3m)).Read(Account.Spot(), NotRead);

        account.With(("ETH", 2m)).Read(Account.Spot(), Account.Wallet(WalletNames.EarnFlexible, ("ETH", 2.5m)));

        Assert.Equal((2.5m, 2m), (account.Ledger["ETH"], Flexible(account, "ETH").ReceiptQuantity));
        Assert.Null(Flexible(account, "ETH").StaleSince);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("2", null)]
    public void A_receipt_that_was_not_read_stays_only_with_the_position_it_belongs_to(string quantity, string? receipt)
    {
        var account = Started();
        account.Receipts = null;

        account.Read(
            Account.Missed(WalletNames.Spot), Account.Wallet(
                WalletNames.EarnFlexible, ("ETH", decimal.Parse(quantity))));

        Assert.Equal(receipt, Flexible(account, "ETH").ReceiptQuantity?.ToString());
    }

    [Fact]
    public void The_wallet_that_is_gone_as_a_whole_is_no_evidence_against_its_positions()
    {
        var account = Started();

        var result = account.With(("ETH", 1m)).Read(
            Account.Spot(), new WalletReading(WalletNames.EarnFlexible, WalletOutcome.Unsupported, []));

        Assert.Empty(result.Changes);
        Assert.Equal(1m, account.Ledger["ETH"]);
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
