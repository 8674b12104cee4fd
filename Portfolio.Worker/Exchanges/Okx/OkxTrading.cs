using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The answer of the trading account.</summary>
/// <param name="Balances">
/// Equity, which has available, frozen, in orders and in strategies within it. Below zero with borrowings.
/// </param>
/// <param name="Prices">
/// What OKX values one unit of an asset at, where it does: it does so without any live pair.
/// </param>
internal sealed record OkxTrading(
    IReadOnlyList<AssetQuantity> Balances, IReadOnlyDictionary<string, Price> Prices)
{
    private const string Source = "OKX eqUsd";

    /// <exception cref="JsonException">
    /// Not a trading account: without details nothing may pass for an empty one.
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
            if (detail is not { Ccy: { Length: > 0 } asset, Eq: { } quantity })
                throw new JsonException("A balance lacks its asset or its equity.");

            balances.Add(new AssetQuantity(asset, quantity));
            if (PriceOf(quantity, detail.EqUsd) is { } price)
                prices[asset] = price;
        }

        return new OkxTrading(balances, prices);
    }

    /// <summary>
    /// Null where there is no value, or none that fits: a courtesy must not make the balance unreadable.
    /// </summary>
    private static Price? PriceOf(decimal quantity, decimal? usd)
    {
        try
        {
            return quantity is not 0 && usd / quantity is > 0 and var price ? new Price(price, Source) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
