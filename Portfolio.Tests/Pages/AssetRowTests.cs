using Portfolio.Api.Pages.Portfolios;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Tests.Pages;

/// <summary>One asset, one row: what is joined, and what is computed of the parts.</summary>
public sealed class AssetRowTests
{
    private static readonly Guid Connection = Guid.CreateVersion7();

    [Fact]
    public void A_coin_at_two_exchanges_is_one_row_with_the_weighted_price()
    {
        var row = Assert.Single(AssetRow.Of([
            Part("BTC", "binance", quantity: "1", price: "100"), Part("BTC", "okx", quantity: "3", price: "104"),
        ]));

        Assert.Equal((4m, 412m, 103m, (string?)null), (row.Quantity, row.ValueUsd, row.PriceUsd, row.PriceSource));
        Assert.Equal(["binance", "okx"], row.Sources);
    }

    [Theory]
    [InlineData("LUNA", "100", "100", 2)]
    [InlineData("BETH", "100", "100", 2)]
    [InlineData("NEWCOIN", "100", "100", 2)]
    [InlineData("BTC", "100", "110", 1)]
    [InlineData("BTC", "100", "110.1", 2)]
    [InlineData("BTC", "110.1", "100", 2)]
    [InlineData("BTC", "100", null, 2)]
    [InlineData("BTC", null, null, 1)]
    public void Exchanges_are_joined_only_where_the_coin_is_known_to_be_the_same_and_prices_agree(
        string symbol, string? atBinance, string? atOkx, int rows) =>
        Assert.Equal(rows, AssetRow.Of([
            Part(symbol, "binance", price: atBinance), Part(symbol, "okx", price: atOkx),
        ]).Count);

    [Fact]
    public void Two_connections_of_one_exchange_are_one_row_whatever_the_coin()
    {
        var row = Assert.Single(AssetRow.Of([
            Part("LUNA", "okx"), Part("LUNA", "okx", connection: Guid.CreateVersion7()),
        ]));

        Assert.Equal(2, row.Parts.Count);
    }

    [Fact]
    public void A_debt_is_taken_off_the_value_and_not_off_the_assets()
    {
        var rows = AssetRow.Of([
            Part("BTC", "okx", quantity: "1", price: "900"),
            Part("USDT", "okx", quantity: "-300", price: "1", wallet: "trading"),
            Part("USDT", "okx", quantity: "100", price: "1", wallet: "funding"),
        ]);
        var whole = Composition.Of(rows, []);

        Assert.Equal(700, rows.Sum(row => row.ValueUsd));
        Assert.Equal((1000m, 300m), (whole.AssetsUsd, whole.DebtUsd));
        Assert.Equal([("BTC", 0.9m), ("USDT", 0.1m)], whole.Parts.Select(part => (part.Name, part.Share)));
        Assert.Equal(300, rows.Single(row => row.Symbol is "USDT").Borrowed);
    }

    [Fact]
    public void Assets_with_one_symbol_are_told_apart_by_their_exchange()
    {
        var rows = AssetRow.Of([Part("LUNA", "binance", price: "3"), Part("LUNA", "okx", price: "1")]);

        Assert.Equal(["LUNA (Binance)", "LUNA (OKX)"], Composition.Of(rows, []).Parts.Select(part => part.Name));
        Assert.Equal(2, rows.DistinctBy(row => row.Key).Count());
    }

    [Fact]
    public void The_change_of_a_day_is_that_of_the_parts_with_a_price_of_then()
    {
        var row = Assert.Single(AssetRow.Of([
            Part("BTC", "binance", quantity: "2", price: "110", dayAgo: "100"),
            Part("BTC", "okx", quantity: "5", price: "108"),
        ]));

        Assert.Equal((20, 0.1m), row.Day?.In(CurrencyRate.Dollar));
        Assert.Null(Assert.Single(AssetRow.Of([Part("BTC", "okx")])).Day);
    }

    private static HoldingPartRow Part(
        string symbol, string source, string quantity = "1", string? price = "1", string wallet = "spot",
        string? dayAgo = null, Guid? connection = null) => new()
        {
            Symbol = symbol, Name = symbol, Source = source, ConnectionId = connection ?? Connection, Wallet = wallet,
            Quantity = quantity, Profit = "0", PriceUsd = price, DayAgoUsd = dayAgo,
            ValueUsd = price is null ? null : $"{decimal.Parse(quantity) * decimal.Parse(price)}",
            PriceSource = price is null ? null : $"{symbol} at {source}",
        };
}
