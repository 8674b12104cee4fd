using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Tests.Syncs;

/// <summary>What the receipts and the exchange's total of earn show about positions that were not read.</summary>
public sealed class EarnEvidenceTests
{
    private const decimal Ether = 2_000m;

    private readonly List<StoredBalance> stored =
    [
        Position(WalletNames.EarnFlexible, "ETH", 1m) with { ReceiptQuantity = 1m },
        Position(WalletNames.EarnLocked, "USDT", 500m),
    ];

    private List<AssetQuantity>? receipts = [new("ETH", 1m)];
    private decimal? totalUsd = Ether + 500m;
    private string? gaps = """{"earn_flexible":"0"}""";
    private bool pricesAreStale;

    [Fact]
    public void The_same_receipts_and_the_expected_total_show_no_change() => Assert.True(ShowsNoChange());

    [Theory]
    [InlineData(1.00005, true)]
    [InlineData(1.001, false)]
    [InlineData(0.99999, false)]
    [InlineData(0, false)]
    public void A_receipt_may_grow_by_rewards_and_by_nothing_else(double quantity, bool shows)
    {
        receipts = [new("ETH", (decimal)quantity)];

        Assert.Equal(shows, ShowsNoChange());
    }

    [Fact]
    public void A_receipt_without_a_stored_position_is_a_change()
    {
        receipts?.Add(new("BTC", 0.00000001m));

        Assert.False(ShowsNoChange());
    }

    [Fact]
    public void A_receipt_that_is_gone_is_a_change()
    {
        receipts = [];

        Assert.False(ShowsNoChange());
    }

    [Theory]
    [InlineData(2_512, true)]
    [InlineData(2_513, false)]
    [InlineData(2_487, false)]
    [InlineData(2_000, false)]
    public void The_total_may_differ_by_as_much_as_two_valuations_do(int total, bool shows)
    {
        totalUsd = total;

        Assert.Equal(shows, ShowsNoChange());
    }

    [Fact]
    public void Products_that_are_not_read_count_as_they_did_when_the_positions_were_read()
    {
        (gaps, totalUsd) = ("""{"earn_flexible":"800"}""", 3_300m);
        Assert.True(ShowsNoChange());

        totalUsd = 2_500m;
        Assert.False(ShowsNoChange());
    }

    [Fact]
    public void An_account_without_earn_shows_none()
    {
        stored.Clear();
        (receipts, totalUsd) = ([], 0m);

        Assert.True(ShowsNoChange());
    }

    [Fact]
    public void Whatever_is_missing_is_a_doubt()
    {
        totalUsd = null;
        Assert.False(ShowsNoChange());

        (totalUsd, gaps) = (2_500m, null);
        Assert.False(ShowsNoChange());

        (gaps, receipts) = ("""{"earn_flexible":"0"}""", null);
        Assert.False(ShowsNoChange());

        (receipts, pricesAreStale) = ([new("ETH", 1m)], true);
        Assert.False(ShowsNoChange());
    }

    [Fact]
    public void A_position_that_is_stale_or_has_no_known_receipt_is_a_doubt()
    {
        stored[0] = stored[0] with { ReceiptQuantity = null };
        Assert.False(ShowsNoChange());

        stored[0] = stored[0] with { ReceiptQuantity = 1m, StaleSince = Account.Noon };
        Assert.False(ShowsNoChange());
    }

    private static StoredBalance Position(string wallet, string symbol, decimal quantity) =>
        new() { Wallet = wallet, Symbol = symbol, Name = symbol, Quantity = quantity };

    private bool ShowsNoChange() => EarnEvidence.ShowsNoChange(
        new AccountSnapshot(
            new KeyReading(true, ["read"], []),
            new AccountReading(
                "account",
                [
                    Account.Spot(),
                    new WalletReading(WalletNames.EarnFlexible, WalletOutcome.Skipped, []),
                    new WalletReading(WalletNames.EarnLocked, WalletOutcome.Skipped, []),
                ])
            {
                Receipts = receipts,
            },
            new PriceList(
                new Dictionary<string, Price> { ["ETH"] = new(Ether, "ETHUSDT"), ["USDT"] = new(1m, "fixed") },
                Account.Noon)
            {
                IsStale = pricesAreStale,
            },
            new Dictionary<string, string>())
        {
            Total = totalUsd is { } usd
                ? AccountTotal.Of([new WalletTotal("Earn", WalletNames.EarnFlexible, usd)])
                : null,
        },
        stored,
        Baselines.Read(gaps));
}
