using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Okx.Accounts;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>
/// The trading account. Equity is the sum of the cash balance, the bots' funds, and margin and profit of open
/// positions; funds in orders are inside the cash balance. A debt is a negative cash balance.
/// </summary>
internal sealed class TradingEndpoint(OkxMarket market, SimulatorClock clock)
{
    private const int MostCoins = 20;

    private static readonly string[] AccountBlanks =
    [
        "adjEq", "availEq", "borrowFroz", "imr", "isoEq", "mgnRatio", "mmr", "notionalUsd", "notionalUsdForBorrow",
        "notionalUsdForFutures", "notionalUsdForOption", "notionalUsdForSwap", "ordFroz", "upl", "delta", "deltaLever",
        "deltaNeutralStatus",
    ];

    private static readonly string[] Blanks =
    [
        "availEq", "borrowFroz", "clSpotInUseAmt", "crossLiab", "disEq", "imr", "interest", "isoLiab", "maxLoan",
        "maxSpotInUse", "mgnRatio", "mmr", "notionalLever", "spotInUseAmt", "twap", "uplLiab", "spotBal",
        "openAvgPx", "accAvgPx", "spotUpl", "spotUplRatio", "totalPnl", "totalPnlRatio",
    ];

    private static readonly string[] Zeros =
    [
        "fixedBal", "rewardBal", "smtSyncEq", "spotCopyTradingEq", "spotIsoBal", "colRes", "frpType",
        "autoLendMtAmt", "colBorrAutoConversion",
    ];

    public OkxAnswer Get(OkxCall call)
    {
        var coins = call.Coins();
        if (coins is { Count: > MostCoins })
            return OkxError.Parameter("ccy");

        var listing = market.Current;
        var wallet = call.Account.Wallet(OkxWallets.Trading);
        return OkxAnswer.Data(json =>
        {
            json.WriteStartObject();
            json.WriteAll(AccountBlanks, "");
            json.WriteNumberText("totalEq", wallet.Sum(row => Usd(listing, row.Key, row.Value) ?? 0));
            json.WriteTime("uTime", clock.Now);
            json.WriteStartArray("details");
            foreach (var (coin, balance) in wallet)
            {
                if (coins is null || coins.Contains(coin))
                    Write(json, call.Account, coin, balance, Usd(listing, coin, balance));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static decimal? Usd(OkxListing listing, string coin, Balance balance) =>
        listing.Usd(coin) is { } price ? balance.Total * price : null;

    private void Write(Utf8JsonWriter json, OkxAccount account, string coin, Balance balance, decimal? usd)
    {
        var inBots = account.Traits.LockedByBots;
        var coins = balance with { Positions = default };
        json.WriteStartObject();
        json.WriteString("ccy", coin);
        json.WriteString("eq", balance.TotalText);
        json.WriteString("cashBal", (inBots ? coins with { Locked = Quantity.Zero } : coins).TotalText);
        json.WriteString("availBal", balance.Borrowed.IsZero ? balance.Free.Short : "0");
        json.WriteString("frozenBal", balance.Locked.Short);
        json.WriteString("ordFrozen", inBots ? "0" : balance.Locked.Short);
        json.WriteString("stgyEq", BotsHold(balance, inBots));
        Write(json, balance.Positions, hasMargin: !account.InSpotMode);
        json.WriteString("liab", balance.Borrowed.IsZero ? "" : balance.Borrowed.Short);
        json.WriteString("eqUsd", usd is { } value ? OkxJson.Text(value) : "");
        json.WriteTime("uTime", clock.Now);
        json.WriteAll(Blanks, "");
        json.WriteAll(Zeros, "0");
        json.WriteBoolean("collateralEnabled", false);
        json.WriteBoolean("collateralRestrict", false);
        json.WriteString("autoLendStatus", "off");
        json.WriteEndObject();
    }

    private static string BotsHold(Balance balance, bool inBots) => (inBots, balance.Positions.BotProfit) switch
    {
        (_, 0) => inBots ? balance.Locked.Short : "0",
        (_, var profit) => OkxJson.Text((inBots ? balance.Locked.Value : 0) + profit),
    };

    /// <summary>Spot mode has no positions, and leaves their profit empty.</summary>
    private static void Write(Utf8JsonWriter json, OpenPositions positions, bool hasMargin)
    {
        json.WriteString("isoEq", OkxJson.Text(positions.IsolatedEquity));
        json.WriteString("isoUpl", hasMargin ? OkxJson.Text(positions.IsolatedProfit) : "");
        json.WriteString("upl", hasMargin ? OkxJson.Text(positions.Profit) : "");
    }
}
