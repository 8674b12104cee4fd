using Microsoft.AspNetCore.Http;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

/// <summary>Pages of positions as they come over HTTP: those that belong together, and those that do not.</summary>
public sealed class EarnPagesTests
{
    [Fact]
    public async Task Two_pages_of_different_positions_are_one_wallet()
    {
        var wallet = await ReadAsync(Flexible, page => Page(150, page is 1 ? (0, 100) : (100, 50)));

        Assert.Equal((WalletOutcome.Ok, 150), (wallet.Outcome, wallet.Balances.Count));
    }

    [Theory]
    [InlineData(Flexible)]
    [InlineData(Locked)]
    public async Task A_server_that_ignores_the_page_makes_the_wallet_unavailable(string path)
    {
        var wallet = await ReadAsync(path, _ => Page(200, (0, 100)));

        Assert.Equal(
            (WalletOutcome.Unavailable, ErrorKinds.ExchangeUnavailable), (wallet.Outcome, wallet.Failure?.Kind));
        Assert.Empty(wallet.Balances);
    }

    [Theory]
    [InlineData("a page that begins with the last row of the first", 150, 99, 50, 150)]
    [InlineData("the first page, and nothing of the second", 120, 20, 20, 120)]
    [InlineData("a total that grew", 150, 100, 50, 151)]
    [InlineData("a total that fell", 150, 100, 49, 149)]
    [InlineData("more than was announced", 150, 100, 51, 150)]
    [InlineData("less than was announced", 150, 100, 0, 150)]
    public async Task Pages_that_do_not_add_up_make_the_wallet_unavailable(
        string what, int firstTotal, int secondStart, int secondCount, int secondTotal)
    {
        foreach (var path in (string[])[Flexible, Locked])
        {
            var wallet = await ReadAsync(
                path, page => page is 1 ? Page(firstTotal, (0, 100)) : Page(secondTotal, (secondStart, secondCount)));

            Assert.True(wallet.Outcome is WalletOutcome.Unavailable, what);
        }
    }

    [Theory]
    [InlineData(101, 101)]
    [InlineData(4_001, 100)]
    [InlineData(int.MaxValue, 100)]
    public async Task A_page_that_is_too_long_and_a_list_without_an_end_are_not_read(int total, int rows)
    {
        var wallet = await ReadAsync(Locked, _ => Page(total, (0, rows)), requests: 1);

        Assert.Equal(WalletOutcome.Unavailable, wallet.Outcome);
    }

    [Fact]
    public async Task Several_positions_of_one_asset_and_amount_are_all_counted()
    {
        var locked = await ReadAsync(
            Locked,
            _ =>
                """
                {"rows":[{"positionId":1,"asset":"DOT","amount":"5"},{"positionId":2,"asset":"DOT","amount":"5"}],
                 "total":2}
                """);
        var unnamed = await ReadAsync(
            Locked, _ => """{"rows":[{"asset":"DOT","amount":"5"},{"asset":"DOT","amount":"5"}],"total":2}""");

        Assert.Equal([new AssetQuantity("DOT", 10)], locked.Balances);
        Assert.Equal([new AssetQuantity("DOT", 10)], unnamed.Balances);
    }

    [Theory]
    [InlineData(Locked, """{"positionId":1,"asset":"DOT","amount":"5"},{"positionId":1,"asset":"DOT","amount":"6"}""")]
    [InlineData(Flexible,
        """{"productId":"D1","asset":"DOT","totalAmount":"5"},{"productId":"D1","asset":"DOT","totalAmount":"5"}""")]
    public async Task A_position_that_stands_twice_on_one_page_is_no_second_position(string path, string rows) =>
        Assert.Equal(
            WalletOutcome.Unavailable, (await ReadAsync(path, _ => $$"""{"rows":[{{rows}}],"total":2}""")).Outcome);

    [Fact]
    public async Task A_repeated_page_is_recognised_although_rewards_have_grown_meanwhile()
    {
        var wallet = await ReadAsync(Flexible, page => Page(200, (0, 100), rewards: page));

        Assert.Equal(WalletOutcome.Unavailable, wallet.Outcome);
    }

    private static async Task<WalletReading> ReadAsync(string path, Func<int, string> page, int? requests = null)
    {
        await using var binance = await StartBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin)).On(path, context =>
        {
            var number = int.Parse(context.Request.Query["current"].ToString());
            return context.Response.WriteAsync(page(number));
        });

        var reading = await binance.Exchange.ReadAccountAsync(Key, Cancel);

        if (requests is { } expected)
            Assert.Equal(expected, binance.Server.SeenAt(path).Count);
        Assert.Equal(WalletOutcome.Ok, reading.Wallets[0].Outcome);
        return reading.Wallets[path is Flexible ? 2 : 3];
    }

    private static string Page(int total, (int First, int Count) rows, int rewards = 0)
    {
        var positions = Enumerable.Range(rows.First, rows.Count).Select(index => Row(index, rewards));
        return $$"""{"rows":[{{string.Join(',', positions)}}],"total":{{total}}}""";
    }

    private static string Row(int index, int rewards) =>
        $$"""
        {"positionId":{{index + 1}},"productId":"A{{index}}001","asset":"A{{index}}","amount":"1","totalAmount":"1",
         "cumulativeTotalRewards":"{{rewards}}"}
        """;
}
