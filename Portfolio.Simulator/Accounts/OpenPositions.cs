namespace Portfolio.Simulator.Accounts;

/// <summary>
/// The margin and profit of the open positions that are settled in an asset, in units of the asset. Profit below zero
/// is a loss.
/// </summary>
/// <param name="IsolatedMargin">Taken out of the cash balance, and given back when the position is closed.</param>
/// <param name="BotProfit">
/// Inside the equity of trading bots, where it cannot be separated from the bots' coins.
/// </param>
internal readonly record struct OpenPositions(
    decimal CrossProfit, decimal IsolatedMargin, decimal IsolatedProfit, decimal BotProfit)
{
    public decimal IsolatedEquity => IsolatedMargin + IsolatedProfit;

    public decimal Profit => CrossProfit + IsolatedProfit;

    /// <summary>Their part of the asset's equity.</summary>
    public decimal Equity => CrossProfit + IsolatedEquity + BotProfit;
}
