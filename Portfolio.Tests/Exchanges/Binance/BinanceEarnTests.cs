using System.Text;
using System.Text.Json;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceEarnTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(350, 4)]
    public async Task Pages_are_read_until_all_positions_are_there(int positions, int pages)
    {
        var requested = new List<int>();

        var rows = await BinanceEarn.ReadAllAsync(page =>
        {
            requested.Add(page);
            return Task.FromResult(Page(positions, (page - 1) * 100, Math.Min(100, positions - ((page - 1) * 100))));
        });

        Assert.Equal(Enumerable.Range(1, pages), requested);
        Assert.Equal(positions, rows.Distinct().Count());
    }

    [Theory]
    // One position went while the first page was read: the second page starts one too late.
    [InlineData(130, 100, 129, 29)]
    [InlineData(130, 100, 131, 31)]
    [InlineData(130, 100, 130, 29)]
    [InlineData(130, 100, 130, 31)]
    [InlineData(130, 100, 130, 0)]
    [InlineData(130, 0, 130, 30)]
    [InlineData(2, 3, 2, 0)]
    public async Task Positions_that_come_and_go_between_pages_are_no_reading(
        int firstTotal, int firstRows, int secondTotal, int secondRows)
    {
        var failure = await Assert.ThrowsAnyAsync<ExchangeException>(() => BinanceEarn.ReadAllAsync(page =>
            Task.FromResult(page is 1 ? Page(firstTotal, 0, firstRows) : Page(secondTotal, 100, secondRows))));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, failure.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"rows":[]}""")]
    [InlineData("""{"total":0}""")]
    [InlineData("""{"rows":null,"total":0}""")]
    [InlineData("""{"rows":[],"total":-1}""")]
    [InlineData("""{"rows":[null],"total":1}""")]
    [InlineData("""{"rows":[{"asset":"BTC"}],"total":1}""")]
    [InlineData("""{"rows":[{"asset":"","amount":"1","totalAmount":"1"}],"total":1}""")]
    [InlineData("""{"rows":[{"asset":"BTC","amount":"","totalAmount":""}],"total":1}""")]
    public void A_body_of_another_shape_is_never_an_empty_wallet(string body)
    {
        Assert.ThrowsAny<JsonException>(() => BinanceEarn.ReadFlexible(Encoding.UTF8.GetBytes(body)));
        Assert.ThrowsAny<JsonException>(() => BinanceEarn.ReadLocked(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Flexible_and_locked_positions_have_their_amounts_under_different_names()
    {
        var body = """{"rows":[{"asset":"BTC","amount":"1","totalAmount":"2"}],"total":1}"""u8;

        Assert.Equal([new AssetQuantity("BTC", 2)], BinanceEarn.ReadFlexible(body).Rows.Select(row => row.Amount));
        Assert.Equal([new AssetQuantity("BTC", 1)], BinanceEarn.ReadLocked(body).Rows.Select(row => row.Amount));
    }

    private static EarnPage Page(int total, int first, int count) =>
        new(total, [.. Enumerable.Range(first, count).Select(
            index => new EarnPosition(new AssetQuantity($"A{index}", 1), $"{index}", $"{index}"))]);
}
