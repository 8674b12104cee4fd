using Portfolio.Api.Pages.Portfolios;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Tests.Pages;

public sealed class TotalBasisTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_share_is_that_of_all_accounts_together_and_names_what_is_outside_largest_first()
    {
        var (one, other) = (Connection(), Connection());

        var basis = TotalBasis.Of(
            [],
            [one, other],
            [
                Coverage(
                    one, "1000", "900",
                    """{ "wallet": "Margin", "usd": "0.5" }, { "wallet": "Funding", "usd": "99.5" }"""),
                Coverage(other, "3000", "2700", """{ "wallet": "Futures", "usd": "300" }"""),
            ],
            Now);

        Assert.Equal(0.9m, basis.Share);
        Assert.Equal(
            [("Futures", 300m, other.Id), ("Funding", 99.5m, one.Id)],
            basis.Outside.Select(outside => (outside.Wallet, outside.Usd, outside.Connection.Id)));
    }

    [Fact]
    public void Without_a_total_of_any_exchange_no_share_is_claimed()
    {
        Assert.Null(TotalBasis.Of([], [Connection()], [], Now).Share);
        var empty = Connection();
        Assert.Null(TotalBasis.Of([], [empty], [Coverage(empty, "0", "0", "")], Now).Share);
    }

    [Fact]
    public void An_account_of_an_exchange_that_reports_no_total_is_named_beside_the_share_of_the_others()
    {
        var (measured, unmeasured) = (Connection(), Connection(exchange: "kraken"));

        var basis = TotalBasis.Of([], [measured, unmeasured], [Coverage(measured, "1000", "900", "")], Now);

        Assert.Equal((0.9m, unmeasured), (basis.Share, Assert.Single(basis.Unmeasured)));
    }

    [Fact]
    public void A_contradicted_reading_is_named_and_not_taken_for_the_share_that_counts()
    {
        var (fine, contradicted) = (Connection(), Connection(contradiction: "{}"));

        var basis = TotalBasis.Of(
            [],
            [fine, contradicted],
            [
                Coverage(fine, "1000", "900", ""),
                Coverage(contradicted, "5000", "0", """{ "wallet": "Futures", "usd": "300" }"""),
            ],
            Now);

        Assert.Equal((0.9m, contradicted), (basis.Share, Assert.Single(basis.Contradicted)));
        Assert.Equal("Futures", Assert.Single(basis.Outside).Wallet);
        Assert.Null(TotalBasis.Of([], [contradicted], [Coverage(contradicted, "5000", "0", "")], Now).Share);
    }

    [Theory]
    [InlineData("succeeded", false, 60, false)]
    [InlineData("partial", false, 60, false)]
    [InlineData("refused", false, null, true)]
    [InlineData("failed", false, 5, true)]
    [InlineData("succeeded", true, null, true)]
    [InlineData("succeeded", false, -59, false)]
    [InlineData("succeeded", false, -61, true)]
    public void A_connection_is_behind_while_it_is_refused_retried_paused_or_overdue(
        string outcome, bool paused, int? dueInMinutes, bool isBehind)
    {
        var connection = Connection(outcome, paused, dueInMinutes);

        Assert.Equal(isBehind, TotalBasis.Of([], [connection], [], Now).Behind.Contains(connection));
    }

    [Fact]
    public void It_is_as_old_as_its_oldest_price_and_counts_what_has_none()
    {
        var basis = TotalBasis.Of(
            [Holding(Now.AddMinutes(-1)), Holding(Now.AddHours(-3)), Holding(null), Holding(null)], [], [], Now);

        Assert.Equal((Now.AddHours(-3), 2), (basis.PricedAt, basis.Unpriced));
    }

    [Fact]
    public void Connections_of_the_same_name_are_told_apart_by_their_keys()
    {
        var (one, other, third) = (Connection("refused"), Connection("failed"), Connection());

        var basis = TotalBasis.Of([], [one, other, third], [], Now);

        Assert.Equal("OKX (abcd…wxyz)", basis.NameOf(one));
        Assert.Equal("OKX", TotalBasis.Of([], [one, third], [], Now).NameOf(one));
    }

    private static ConnectionRow Connection(
        string outcome = "succeeded", bool paused = false, int? dueInMinutes = 60,
        string? contradiction = null, string exchange = "okx") => new()
        {
            Id = Guid.CreateVersion7(), Exchange = exchange, Label = "OKX", ApiKeyMasked = "abcd…wxyz",
            SyncIntervalMinutes = 60, RequestNumber = 1, RequestTrigger = "scheduled", CreatedAt = Now.AddDays(-9),
            Paused = paused, Contradiction = contradiction, LastOutcome = outcome, LastSyncedAt = Now.AddMinutes(-30),
            NextSyncAt = dueInMinutes is { } minutes ? Now.AddMinutes(minutes) : null,
        };

    private static ConnectionCoverageRow Coverage(
        ConnectionRow connection, string accountUsd, string coveredUsd, string outside) => new()
        {
            ConnectionId = connection.Id,
            Coverage =
                $$"""
                { "share": "0.9", "accountUsd": "{{accountUsd}}", "coveredUsd": "{{coveredUsd}}",
                  "outside": [{{outside}}] }
                """,
        };

    private static AssetRow Holding(DateTimeOffset? pricedAt) => new([new HoldingPartRow
    {
        Symbol = "BTC", Name = "Bitcoin", Source = "okx", Quantity = "1", Profit = "0", Wallet = "trading",
        ConnectionId = Guid.CreateVersion7(), PriceUsd = pricedAt is null ? null : "1",
        ValueUsd = pricedAt is null ? null : "1", PricedAt = pricedAt,
    }]);
}
