using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Flexible earn at Binance while its positions and their receipts in the spot wallet disagree.</summary>
public sealed class EarnJourneys(SharedSystem shared) : SystemTest(shared)
{
    private const string Owner = "empty";
    private const string Flexible = "/sapi/v1/simple-earn/flexible";
    private const string Totals = "/sapi/v1/asset/wallet/balance";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_redemption_while_positions_fail_is_one_ether_and_no_trade(bool totals)
    {
        var connection = await ConnectAsync(system, flexible: "1");
        await FailAsync(system, Flexible);
        if (!totals)
            await FailAsync(system, Totals);

        await SetAsync(system, "earn_flexible", "ETH", "0");
        await SetAsync(system, "spot", "ETH", "1");
        var run = await system.ResyncAsync(connection);

        Assert.Equal("partial", run.GetProperty("outcome").GetString());
        Assert.Equal(["ETH 1 (spot 1)"], await HoldingsAsync(system));
        Assert.Equal(["ETH 1"], await LedgerAsync(system));
    }

    [Theory]
    [InlineData(500, -1000, "down")]
    [InlineData(404, 0, "no such page")]
    [InlineData(400, -2015, "Invalid API-key, IP, or permissions for action.")]
    public async Task A_subscription_while_positions_cannot_be_read_is_no_sale(int status, int code, string message)
    {
        var connection = await ConnectAsync(system, flexible: "1", spot: "1");
        await FailAsync(system, Flexible, status, code, message);

        await SetAsync(system, "spot", "ETH", "0");
        await SetAsync(system, "earn_flexible", "ETH", "2");
        var run = await system.ResyncAsync(connection);
        await system.ResyncAsync(connection);

        Assert.Equal(0, run.GetProperty("changes").GetArrayLength());
        Assert.Equal(["ETH 2 (earn_flexible 2)"], await HoldingsAsync(system));
        Assert.Equal(["ETH 2"], await LedgerAsync(system));
        var price = (await system.Simulator.GetFromJsonAsync<JsonElement>("/_simulator/binance/pairs/ETHUSDT", Cancel))
            .GetProperty("price").GetString();
        Assert.Equal(2 * Amount(price), Amount((await RowsAsync(system))[0].GetProperty("valueUsd").GetString()));
    }

    [Fact]
    public async Task A_position_that_was_redeemed_and_sold_is_gone_where_the_total_of_earn_proves_it()
    {
        var connection = await ConnectAsync(system, flexible: "1");
        await FailAsync(system, Flexible);

        await SetAsync(system, "earn_flexible", "ETH", "0");
        await SetAsync(system, "spot", "USDT", "1595");
        await system.ResyncAsync(connection);

        Assert.Equal(["USDT 1595 (spot 1595)"], await HoldingsAsync(system));
        Assert.Equal(["ETH 0", "USDT 1595"], await LedgerAsync(system));
    }

    [Fact]
    public async Task A_receipt_without_a_listed_position_is_in_flexible_earn_and_goes_with_the_receipt()
    {
        var connection = await ConnectAsync(system, flexible: "1");

        await ReceiptAsync(system, "SOL", "5");
        var run = await system.ResyncAsync(connection);
        var with = await HoldingsAsync(system);
        var marked = await system.Database.ReadAsync<string>(
            "select string_agg(a.symbol, ' ') from balances b join assets a on a.id = b.asset_id where b.from_receipt");
        await ReceiptAsync(system, "SOL", "0");
        await system.ResyncAsync(connection);

        Assert.Equal("succeeded", run.GetProperty("outcome").GetString());
        Assert.Equal(["ETH 1 (earn_flexible 1)", "SOL 5 (earn_flexible 5)"], with.Order());
        Assert.Equal("SOL", marked);
        Assert.Equal(["ETH 1 (earn_flexible 1)"], await HoldingsAsync(system));
        Assert.Equal(["ETH 1", "SOL 0"], await LedgerAsync(system));
    }

    [Fact]
    public async Task A_receipt_that_locked_positions_list_is_not_counted_again()
    {
        var connection = await ConnectAsync(system, flexible: "1");

        await SetAsync(system, "earn_locked", "SOL", "5");
        await ReceiptAsync(system, "SOL", "5");
        await system.ResyncAsync(connection);

        Assert.Equal(["ETH 1 (earn_flexible 1)", "SOL 5 (earn_locked 5)"], (await HoldingsAsync(system)).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receipt_that_becomes_collateral_and_comes_back_moves_nothing(bool totals)
    {
        var connection = await ConnectAsync(system, flexible: "1", spot: "0.5");
        await FailAsync(system, Flexible);
        if (!totals)
            await FailAsync(system, Totals);

        await ReceiptAsync(system, "ETH", "0");
        await system.ResyncAsync(connection);
        var away = await HoldingsAsync(system);
        var stale = (await RowsAsync(system))[0].GetProperty("staleSince").ValueKind;
        await ReceiptAsync(system, "ETH", "1");
        await system.ResyncAsync(connection);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        var recovered = await system.ResyncAsync(connection);

        Assert.Equal(["ETH 1.5 (earn_flexible 1, spot 0.5)"], away);
        Assert.Equal(JsonValueKind.String, stale);
        Assert.Equal("succeeded", recovered.GetProperty("outcome").GetString());
        Assert.Equal(["ETH 1.5 (earn_flexible 1, spot 0.5)"], await HoldingsAsync(system));
        Assert.Equal(["ETH 1.5"], await LedgerAsync(system));
    }

    [Fact]
    public async Task A_position_that_ended_without_a_trace_ends_once_a_total_can_be_read()
    {
        var connection = await ConnectAsync(system, flexible: "1");
        await FailAsync(system, Flexible);
        await FailAsync(system, Totals);
        await SetAsync(system, "earn_flexible", "ETH", "0");
        await SetAsync(system, "spot", "USDT", "1595");

        await system.ResyncAsync(connection);
        var without = await HoldingsAsync(system);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await FailAsync(system, Flexible);
        await system.ResyncAsync(connection);

        Assert.Equal(["ETH 1 (earn_flexible 1)", "USDT 1595 (spot 1595)"], without.Order());
        Assert.Equal(["USDT 1595 (spot 1595)"], await HoldingsAsync(system));
        Assert.Equal(["ETH 0", "USDT 1595"], await LedgerAsync(system));
    }

    [Fact]
    public async Task Runs_that_fail_in_a_row_follow_every_change_of_a_receipt_to_the_last_digit()
    {
        await SetAsync(system, "earn_flexible", "SHIB", "25000000.00000001");
        var connection = await ConnectAsync(system, flexible: "1.00000001", spot: "2");
        await FailAsync(system, Flexible);

        await SetAsync(system, "spot", "ETH", "1.75");
        await SetAsync(system, "earn_flexible", "ETH", "1.25000001");
        await system.ResyncAsync(connection);
        await SetAsync(system, "earn_flexible", "SHIB", "25000000.00000002");
        await system.ResyncAsync(connection);
        await SetAsync(system, "earn_flexible", "ETH", "0.25000001");
        await SetAsync(system, "funding", "ETH", "1");
        await system.ResyncAsync(connection);
        var failing = await HoldingsAsync(system);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        var recovered = await system.ResyncAsync(connection);

        Assert.Equal(
            [
                "ETH 3.00000001 (earn_flexible 0.25000001, funding 1, spot 1.75)",
                "SHIB 25000000.00000002 (earn_flexible 25000000.00000002)",
            ],
            failing.Order());
        Assert.Equal(0, recovered.GetProperty("changes").GetArrayLength());
        Assert.Equal(failing, await HoldingsAsync(system));
        Assert.Equal(["ETH 3.00000001", "SHIB 25000000.00000002"], await LedgerAsync(system));
    }

    [Fact]
    public async Task A_position_from_before_receipts_were_kept_stays_until_it_is_read_again()
    {
        var connection = await ConnectAsync(system, flexible: "1");
        await TestDatabase.ExecuteAsync(system.Database.Owner, "update balances set receipt_quantity = null");
        await FailAsync(system, Flexible);

        await SetAsync(system, "earn_flexible", "ETH", "3");
        await system.ResyncAsync(connection);
        var failing = await HoldingsAsync(system);
        await system.ControlAsync(HttpMethod.Delete, "faults");
        await system.ResyncAsync(connection);

        Assert.Equal(["ETH 1 (earn_flexible 1)"], failing);
        Assert.Equal(["ETH 3 (earn_flexible 3)"], await HoldingsAsync(system));
        Assert.Equal(3, await system.Database.ReadAsync<decimal>("select receipt_quantity from balances"));
    }

    private static async Task<Guid> ConnectAsync(RunningSystem system, string flexible, string spot = "0")
    {
        await SetAsync(system, "earn_flexible", "ETH", flexible);
        await SetAsync(system, "spot", "ETH", spot);
        var connected = await system.ConnectAsync(Owner);
        Assert.Equal((201, "synced"), (connected.Status, connected.ConnectionStatus));
        return connected.Id;
    }

    private static Task SetAsync(RunningSystem system, string wallet, string asset, string quantity) =>
        system.ControlAsync(HttpMethod.Put, $"accounts/{Owner}/balances/{wallet}/{asset}", new { free = quantity });

    private static Task ReceiptAsync(RunningSystem system, string asset, string quantity) =>
        system.ControlAsync(HttpMethod.Put, $"accounts/{Owner}/receipts/{asset}", new { quantity });

    private static Task FailAsync(
        RunningSystem system, string pathPrefix, int status = 500, int code = -1000, string message = "down") =>
        system.ControlAsync(HttpMethod.Post, "faults", new { kind = "status", status, code, message, pathPrefix });

    private static async Task<List<JsonElement>> RowsAsync(RunningSystem system) =>
        [.. (await system.GetAsync($"portfolios/{await PortfolioAsync(system)}/holdings")).Data.EnumerateArray()];

    private static async Task<List<string>> HoldingsAsync(RunningSystem system) =>
    [
        .. (await RowsAsync(system)).Select(row => $"{row.GetProperty("symbol")} {row.GetProperty("quantity")} ("
            + string.Join(", ", row.GetProperty("wallets").EnumerateArray()
                .Select(wallet => $"{wallet.GetProperty("wallet")} {wallet.GetProperty("quantity")}")) + ")"),
    ];

    /// <summary>The sum of the deltas of each asset, which is the quantity of its newest row.</summary>
    private static async Task<List<string>> LedgerAsync(RunningSystem system)
    {
        var rows = (await system.GetAsync($"portfolios/{await PortfolioAsync(system)}/transactions")).Data;
        var series = rows.EnumerateArray()
            .GroupBy(row => row.GetProperty("symbol").GetString())
            .OrderBy(row => row.Key);
        return
        [
            .. series.Select(asset =>
            {
                var sum = asset.Sum(row => Amount(row.GetProperty("delta").GetString()));
                Assert.Equal(Amount(asset.First().GetProperty("quantity").GetString()), sum);
                return $"{asset.Key} {sum.ToString("0.########", CultureInfo.InvariantCulture)}";
            }),
        ];
    }

    private static async Task<Guid> PortfolioAsync(RunningSystem system) =>
        (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();

    private static decimal Amount(string? text) => decimal.Parse(text ?? "", CultureInfo.InvariantCulture);
}
