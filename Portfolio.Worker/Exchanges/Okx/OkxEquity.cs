using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// Splits the equity of an asset in OKX's trading account into the coins and the unrealised profit of open positions.
/// The coins are <c>eq</c> less <c>upl</c>, at every account level:
/// <list type="bullet">
/// <item><c>eq</c> = <c>cashBal</c> + <c>stgyEq</c> + <c>isoEq</c> + profit of cross positions + market value of
/// options - accrued interest. <c>isoEq</c> is the margin of isolated positions with their profit in it, and none of it
/// is in <c>cashBal</c>.</item>
/// <item><c>upl</c> is the unrealised profit of all margin, futures and option positions settled in the asset, cross
/// and isolated, so <c>isoUpl</c> is a part of it. In spot mode, which has no positions, both are empty.</item>
/// <item>Debts are in <c>eq</c> with their sign: <c>cashBal</c> falls below zero. <c>liab</c>, <c>crossLiab</c>,
/// <c>isoLiab</c>, <c>uplLiab</c> and <c>interest</c> repeat them as positive numbers, <c>availBal</c>,
/// <c>frozenBal</c>, <c>ordFrozen</c>, <c>spotIsoBal</c> and <c>rewardBal</c> report parts of it: none is added or
/// subtracted.</item>
/// <item>An option that was bought stays in the coins at its cost: <c>eq</c> has its market value, <c>upl</c> the
/// difference from its cost.</item>
/// </list>
/// This answer does not separate the profit of trading bots, which is in <c>stgyEq</c> and not in <c>upl</c>, nor that
/// of copied trades (<c>smtSyncEq</c>, <c>spotCopyTradingEq</c>). Both change the coins.
/// <para>
/// Sources: the fields, https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-balance; equity and floating
/// profit, https://www.okx.com/help/vi-multi-currency-margin-mode-vs-portfolio-margin-mode and
/// https://www.okx.com/help/iii-single-currency-margin-cross-margin-trading. The sum holds in the documentation's
/// example (4850.435693622894 + 150 - 7.5456 = 4992.890093622894, cross and bots), and for isolated positions in
/// crates/adapters/okx/test_data/http_get_account_balance.json of https://github.com/nautechsystems/nautilus_trader
/// (94.42612990333333 + 5.468566666666667 = 99.89469657, with <c>upl</c> = <c>isoUpl</c> = -0.0273).
/// </para>
/// </summary>
internal static class OkxEquity
{
    /// <param name="equity">The row's <c>eq</c>.</param>
    /// <exception cref="JsonException">The coins are more than a decimal holds.</exception>
    public static AssetQuantity Split(string asset, decimal equity, OkxDetailBody detail)
    {
        var profit = detail.Upl ?? detail.IsoUpl ?? 0;
        if (profit is 0)
            return new AssetQuantity(asset, equity);

        try
        {
            var coins = equity - profit;
            var exact = SumOfParts(detail) is { } sum && ProfitNoise.Explains(coins, sum, equity, profit) ? sum : coins;
            return new AssetQuantity(asset, exact) { UnrealizedProfit = equity - exact };
        }
        catch (OverflowException beyond)
        {
            throw new JsonException("An equity less its unrealised profit does not fit.", beyond);
        }
    }

    /// <summary>The same coins, part by part: exact in digits where no isolated position is open.</summary>
    private static decimal? SumOfParts(OkxDetailBody detail)
    {
        var margin = detail.IsoEq is { } isolated ? isolated - (detail.IsoUpl ?? 0) : 0;
        return detail.CashBal + (detail.StgyEq ?? 0) + margin;
    }
}
