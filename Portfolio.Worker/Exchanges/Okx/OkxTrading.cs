using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The answer of the trading account.</summary>
/// <param name="Balances">
/// Coins with unrealised profit beside them (<see cref="OkxEquity"/>). They include the available and the frozen ones,
/// and those in orders and in bots.
/// </param>
/// <param name="Prices">
/// OKX's own value of one unit of an asset, where it gives one: it does so even without a live pair.
/// </param>
/// <param name="TotalUsd">
/// <c>totalEq</c>: this account in USD, which is the sum of every asset's <c>eqUsd</c> and so has unrealised profit and
/// bots in it; null where it was not given.
/// </param>
internal sealed record OkxTrading(
    IReadOnlyList<AssetQuantity> Balances, IReadOnlyDictionary<string, Price> Prices, decimal? TotalUsd)
{
    private const string Source = "OKX eqUsd";

    /// <exception cref="JsonException">
    /// Not a trading account: an answer without details must not pass for an empty one.
    /// </exception>
    public static OkxTrading Read(ReadOnlySpan<byte> body)
    {
        var account = OkxBody<OkxTradingBody>.SingleOf(JsonSerializer.Deserialize(body, OkxJson.Default.Trading));
        if (account.Details is not { } details)
            throw new JsonException("The trading account has no details.");

        var balances = new List<AssetQuantity>(details.Count);
        var prices = new Dictionary<string, Price>();
        foreach (var detail in details)
        {
            if (detail is not { Ccy: { } asset, Eq: { } equity } || !AssetName.IsOne(asset))
                throw new JsonException("A balance lacks its asset or its equity.");

            balances.Add(OkxEquity.Split(asset, equity, detail));
            if (PriceOf(equity, detail.EqUsd) is { } price)
                prices[asset] = price;
        }

        return new OkxTrading(
            AssetQuantity.EachOnce(balances), prices, account.TotalEq is { } total && Amounts.IsValue(total)
            ? total : null);
    }

    /// <summary>
    /// <c>eqUsd</c> is the value of the whole equity, so it is divided by that and not by the coins. Null where there
    /// is no value, where the equity is zero, and where the quotient is no price: an optional value must not make the
    /// balance unreadable.
    /// </summary>
    private static Price? PriceOf(decimal equity, decimal? usd) =>
        equity is not 0 && Amounts.OrNull(() => usd / equity) is > 0 and var price
            ? new Price(price, Source) { IsOwn = true }
            : null;
}
