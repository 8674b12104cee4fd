using System.Text.Json;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Syncs;

public sealed class CoverageTests
{
    [Fact]
    public void Without_a_total_of_the_exchanges_there_is_nothing_to_compare_with() =>
        Assert.Null(Of((AccountTotal?)null));

    [Fact]
    public void A_wallet_beyond_reach_is_outside()
    {
        var coverage = Of(("Spot", WalletNames.Spot, 50_000m), ("USD-M Futures", null, 50_000m));

        Assert.Equal("0.5", coverage.GetProperty("share").GetString());
        Assert.Equal("USD-M Futures", Assert.Single(
            coverage.GetProperty("outside").EnumerateArray()).GetProperty("wallet").GetString());
    }

    [Fact]
    public void A_wallet_that_was_missed_is_outside() =>
        Assert.Equal("0.5", Of(("Spot", WalletNames.Spot, 50_000m), ("Funding", WalletNames.Funding, 50_000m))
            .GetProperty("share").GetString());

    [Fact]
    public void A_difference_of_prices_is_not_a_missing_product() =>
        Assert.Equal("1", Of(("Spot", WalletNames.Spot, 50_400m)).GetProperty("share").GetString());

    [Fact]
    public void The_part_of_a_total_beyond_the_products_that_are_read_is_outside()
    {
        var coverage = Of(("Spot", WalletNames.Spot, 50_000m), ("earn", WalletNames.EarnFlexible, 10_000m));

        Assert.Equal("54000", coverage.GetProperty("coveredUsd").GetString());
        Assert.Equal(
            "6000", Assert.Single(coverage.GetProperty("outside").EnumerateArray()).GetProperty("usd").GetString());
    }

    [Fact]
    public void An_empty_account_has_no_share() =>
        Assert.Equal(JsonValueKind.Null, Of(("Spot", WalletNames.Spot, 0m)).GetProperty("share").ValueKind);

    [Fact]
    public void A_wallet_that_was_read_and_is_worth_more_is_a_gap_and_not_unread()
    {
        var coverage = Of(("Spot", WalletNames.Spot, 92_800m));

        Assert.Equal("0.5388", coverage.GetProperty("share").GetString());
        Assert.Empty(coverage.GetProperty("outside").EnumerateArray());
        var gap = Assert.Single(coverage.GetProperty("gaps").EnumerateArray());
        Assert.Equal(
            ("Spot", "92800", "50000"),
            (
                gap.GetProperty("wallet").GetString(),
                gap.GetProperty("reportedUsd").GetString(),
                gap.GetProperty("readUsd").GetString()));
    }

    private static JsonElement Of(params (string Name, string? Wallet, decimal Usd)[] wallets) =>
        JsonSerializer.Deserialize<JsonElement>(Of(new AccountTotal(
            wallets.Sum(wallet => wallet.Usd),
            [.. wallets.Select(wallet => new WalletTotal(wallet.Name, wallet.Wallet, wallet.Usd))])) ?? "null");

    private static string? Of(AccountTotal? total) => Snapshot(total) is var snapshot
        ? AccountCoverage.Of(snapshot, snapshot.Account)
        : null;

    /// <summary>One bitcoin in spot, two ether in flexible earn; the funding wallet was missed.</summary>
    private static AccountSnapshot Snapshot(AccountTotal? total)
    {
        var account = new AccountReading(
            "account",
            [
                Account.Spot(("BTC", 1m)),
                Account.Wallet(WalletNames.EarnFlexible, ("ETH", 2m)),
                Account.Missed(WalletNames.Funding),
            ]);
        var prices =
            new Dictionary<string, Price> { ["BTC"] = new(50_000m, "BTCUSDT"), ["ETH"] = new(2_000m, "ETHUSDT") };
        return new AccountSnapshot(
            new KeyReading(true, ["read"], []),
            account,
            new PriceList(prices, Account.Noon),
            new Dictionary<string, string>())
        {
            Total = total,
        };
    }
}
