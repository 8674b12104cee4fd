using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Okx.Accounts;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>
/// The trading account. Equity is available and frozen together; what orders and strategies hold is inside the frozen
/// part and not beside it.
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
        "availEq", "borrowFroz", "clSpotInUseAmt", "crossLiab", "disEq", "imr", "interest", "isoLiab", "isoUpl",
        "maxLoan", "maxSpotInUse", "mgnRatio", "mmr", "notionalLever", "spotInUseAmt", "twap", "upl", "uplLiab",
        "spotBal", "openAvgPx", "accAvgPx", "spotUpl", "spotUplRatio", "totalPnl", "totalPnlRatio",
    ];

    private static readonly string[] Zeros =
    [
        "fixedBal", "isoEq", "rewardBal", "smtSyncEq", "spotCopyTradingEq", "spotIsoBal", "colRes", "frpType",
        "autoLendMtAmt", "colBorrAutoConversion",
    ];

    public OkxAnswer Get(OkxCall call)
    {
        var coins = call.Coins();
        if (coins is { Count: > MostCoins })
            return OkxError.Parameter("ccy");

        var listing = market.Current;
        var wallet = call.Account.Wallet(WalletKinds.Trading);
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
                    Write(json, call.Account.Okx, coin, balance, Usd(listing, coin, balance));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static decimal? Usd(OkxListing listing, string coin, Balance balance) =>
        listing.Usd(coin) is { } price ? balance.Total * price : null;

    private void Write(Utf8JsonWriter json, OkxTraits traits, string coin, Balance balance, decimal? usd)
    {
        var inBots = traits.LockedByBots;
        var equity = balance.TotalText;
        json.WriteStartObject();
        json.WriteString("ccy", coin);
        json.WriteString("eq", equity);
        json.WriteString("cashBal", inBots ? (balance with { Locked = Quantity.Zero }).TotalText : equity);
        json.WriteString("availBal", balance.Borrowed.IsZero ? balance.Free.Short : "0");
        json.WriteString("frozenBal", balance.Locked.Short);
        json.WriteString("ordFrozen", inBots ? "0" : balance.Locked.Short);
        json.WriteString("stgyEq", inBots ? balance.Locked.Short : "0");
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
}
