using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Kraken;
using static Portfolio.Tests.Exchanges.Kraken.KrakenFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenWalletsTests
{
    private const string NeverHeld = """{"error":[]}""";

    [Fact]
    public async Task Rows_of_one_asset_add_up_under_it()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.Balance, Answer(Balance(
            "XXBT", "0.1", "XBT.F", "0.02", "XBT.M", "0.003", "DOT", "0", "DOT28.S", "5", "DOT.P", "1", "ZUSD", "10",
            "USD.HOLD", "2.5", "KFEE", "100", "ADA", "0.0")));

        Assert.Equal(
            [new("BTC", 0.123m), new("DOT", 6), new("USD", 12.5m)], (await ReadAsync(kraken))[0].Balances);
    }

    [Fact]
    public async Task Coins_in_orders_are_part_of_the_balance_and_numbers_are_read_as_text_is()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.Balance, Answer(Result(
            """
            {"ZUSD":{"balance":25435.21,"hold_trade":8249.76},"SOL":{"balance":"0.0","hold_trade":"3"},
            "SOL.F":{"balance":"1.2345678901","hold_trade":"0"},"XETH":{"balance":"-0.5","credit":"1"}}
            """)));

        Assert.Equal(
            [new("USD", 25_435.21m), new("SOL", 1.2345678901m), new("ETH", -0.5m)],
            (await ReadAsync(kraken))[0].Balances);
    }

    [Theory]
    [InlineData("0.5", "0.5", null)]
    [InlineData("0.5", "0.2", null)]
    [InlineData("0.5", "0.500000001", null)]
    [InlineData("0.5", "0.75", "0.25")]
    [InlineData("0", "0.75", "0.75")]
    public async Task Earn_counts_as_far_as_the_balance_does_not_have_it(string balance, string earn, string? excess)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("XBT.F", balance)))
            .On(KrakenPaths.Allocations, Answer(Allocations("BTC", earn)));

        var wallets = await ReadAsync(kraken);

        Assert.Equal(
            excess is null ? [] : [new AssetQuantity("BTC", decimal.Parse(excess))], wallets[1].Balances);
    }

    [Fact]
    public async Task Ether_that_was_staked_before_the_merge_is_not_counted_twice()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("ETH2.S", "3", "XETH", "1")))
            .On(KrakenPaths.Allocations, Answer(Allocations("ETH", "3", "ETH", "1.5")));

        Assert.Equal([new AssetQuantity("ETH", 0.5m)], (await ReadAsync(kraken))[1].Balances);
    }

    [Fact]
    public async Task Every_page_of_Earn_is_read_and_a_page_that_comes_again_is_the_last()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(
            KrakenPaths.Allocations,
            Answer(Page("A", "BTC", "2", next: "2")), Answer(Page("B", "ETH", "3", next: "3")),
            Answer(Page("B", "ETH", "3", next: "3")));

        Assert.Equal([new("BTC", 1), new("ETH", 3)], (await ReadAsync(kraken))[1].Balances);
        Assert.Equal(
            ["", "2", "3"],
            kraken.Server.SeenAt(KrakenPaths.Allocations).Select(
                request => request.Body.Split("cursor=") is [_, var cursor] ? cursor : ""));
    }

    [Fact]
    public async Task A_page_that_is_missed_leaves_Earn_unread()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(
            KrakenPaths.Allocations, Answer(Page("A", "BTC", "2", next: "2")), Answer(Refusal("EService:Busy")));

        Assert.Equal(WalletOutcome.Unavailable, (await ReadAsync(kraken))[1].Outcome);
    }

    [Fact]
    public async Task Coins_on_their_way_into_a_vault_are_not_missed_between_two_answers()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("XXBT", "1")), Answer(Balance("XXBT", "0.4")))
            .On(KrakenPaths.Allocations, Answer(Allocations()), Answer(Allocations("BTC", "0.6")));

        var wallets = await ReadAsync(kraken);

        Assert.Equal((0.4m, 0.2m), (wallets[0].Balances[0].Quantity, wallets[1].Balances[0].Quantity));
    }

    [Fact]
    public async Task Coins_on_their_way_out_of_a_vault_are_counted_once()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("XXBT", "0")), Answer(Balance("XXBT", "1")))
            .On(KrakenPaths.Allocations, Answer(Allocations("BTC", "1")));

        var wallets = await ReadAsync(kraken);

        Assert.Equal([new AssetQuantity("BTC", 1)], wallets[0].Balances);
        Assert.Empty(wallets[1].Balances);
    }

    [Fact]
    public async Task Rewards_that_move_all_coins_to_another_row_change_no_quantity()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("XXBT", "1", "XBT.F", "0")),
                Answer(Balance("XXBT", "0", "XBT.F", "1")))
            .On(KrakenPaths.Allocations, Answer(Allocations("BTC", "1")));

        Assert.Equal([new AssetQuantity("BTC", 1)], (await ReadAsync(kraken))[0].Balances);
        Assert.Single(kraken.Server.SeenAt(KrakenPaths.Allocations));
    }

    [Fact]
    public async Task An_account_that_never_held_anything_is_empty()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(NeverHeld))
            .On(KrakenPaths.Allocations, Answer(NeverHeld));

        Assert.All(await ReadAsync(kraken), wallet =>
            Assert.Equal((WalletOutcome.Ok, 0), (wallet.Outcome, wallet.Balances.Count)));
    }

    [Fact]
    public async Task An_answer_without_a_balance_is_not_believed_beside_one_that_has_coins()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("XXBT", "1")), Answer(NeverHeld));
        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await kraken.AccountFailureAsync()).Kind);

        await using var vault = await StartKrakenAsync(Cancel);
        vault.Server
            .On(KrakenPaths.Balance, Answer(NeverHeld))
            .On(KrakenPaths.Allocations, Answer(Allocations("BTC", "1")));
        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await vault.AccountFailureAsync()).Kind);
    }

    [Theory]
    [InlineData("EGeneral:Permission denied", WalletOutcome.Refused)]
    [InlineData("EService:Unavailable", WalletOutcome.Unavailable)]
    [InlineData("EGeneral:Unknown method", WalletOutcome.Unsupported)]
    public async Task Earn_that_fails_leaves_the_balance_as_it_is(string error, object outcome)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.Allocations, Answer(Refusal(error)));

        var wallets = await ReadAsync(kraken);

        Assert.Equal(
            (WalletOutcome.Ok, (WalletOutcome)outcome), (wallets[0].Outcome, wallets[1].Outcome));
        Assert.Equal([new AssetQuantity("BTC", 1)], wallets[0].Balances);
    }

    [Theory]
    [InlineData("EService:Unavailable", ErrorKinds.ExchangeUnavailable)]
    [InlineData("EGeneral:Permission denied", ErrorKinds.PermissionDenied)]
    [InlineData("EAPI:Rate limit exceeded", ErrorKinds.RateLimited)]
    [InlineData("EAPI:Invalid key", ErrorKinds.InvalidCredentials)]
    public async Task Without_the_balance_nothing_is_read(string error, string kind)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.Balance, Answer(Refusal(error)));

        Assert.Equal(kind, (await kraken.AccountFailureAsync()).Kind);
    }

    [Theory]
    [InlineData("""{"error":[],"result":[]}""")]
    [InlineData("""{"error":[],"result":{"XXBT":null}}""")]
    [InlineData("""{"error":[],"result":{"XXBT":{}}}""")]
    [InlineData("""{"error":[],"result":{"XXBT":{"balance":"many"}}}""")]
    [InlineData("""{"error":[],"result":{"XXBT":{"balance":"1"},"XXBT":{"balance":"2"}}}""")]
    [InlineData("""{"error":["WGeneral:Danger"]}""")]
    [InlineData("""{"result":{}}""")]
    [InlineData("{}")]
    public async Task A_body_of_another_shape_is_never_an_empty_account(string body)
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.Balance, Answer(body));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await kraken.AccountFailureAsync()).Kind);
    }

    [Fact]
    public async Task A_row_with_a_suffix_that_is_not_known_counts_under_its_asset_if_there_is_one()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("SOL", "1", "SOL.X", "2", "NEW.X", "3", "XBT.Y", "0")))
            .On(KrakenPaths.Assets, Answer(Result("""{"SOL":{"altname":"SOL"},"XXBT":{"altname":"XBT"}}""")));

        Assert.Equal([new("SOL", 3), new("NEW.X", 3)], (await ReadAsync(kraken))[0].Balances);
    }

    [Fact]
    public async Task Without_a_list_of_assets_such_a_row_is_not_guessed()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.Balance, Answer(Balance("SOL.X", "2")))
            .On(KrakenPaths.Assets, Answer(Refusal("EService:Unavailable")));

        Assert.Equal(ErrorKinds.ExchangeUnavailable, (await kraken.AccountFailureAsync()).Kind);
    }

    private static string Page(string strategy, string asset, string amount, string next) =>
        Allocations(asset, amount)
            .Replace("\"S\"", $"\"{strategy}\"", StringComparison.Ordinal)
            .Replace("\"items\"", $"\"next_cursor\":\"{next}\",\"items\"", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<WalletReading>> ReadAsync(KrakenFixture kraken) =>
        (await kraken.Exchange.ReadAccountAsync(Key, Cancel)).Wallets;
}
