using System.Globalization;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Control;

internal static class MarketRoutes
{
    private static readonly string[] Statuses = ["TRADING", "END_OF_DAY", "HALT", "BREAK", "CANCEL_ONLY"];

    public static void MapMarket(this RouteGroupBuilder control)
    {
        control.MapGet("/binance/pairs/{symbol}", (string symbol, BinanceMarket market) =>
            market.Current.Find(symbol) is { } pair ? Results.Ok(PairShown.Of(pair)) : NoPair(symbol));
        control.MapPut("/binance/pairs/{symbol}", ChangePair);
    }

    private static IResult ChangePair(string symbol, PairChange change, BinanceMarket market)
    {
        decimal? price = null;
        if (change.Price is { } text)
        {
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed))
                return ControlRoutes.Refused($"\"{text}\" is not a price.");
            price = parsed;
        }

        if (change.Status is { } status && !Statuses.Contains(status))
            return ControlRoutes.Refused($"A pair's status is one of {string.Join(", ", Statuses)}.");

        return market.Change(symbol, price, change.Status) is { } pair
            ? Results.Ok(PairShown.Of(pair))
            : NoPair(symbol);
    }

    private static IResult NoPair(string symbol) => ControlRoutes.Unknown($"There is no pair \"{symbol}\".");

    /// <summary>What is null stays.</summary>
    private sealed record PairChange(string? Price, string? Status);

    private sealed record PairShown(string Symbol, string Base, string Quote, string Status, string Price)
    {
        public static PairShown Of(BinancePair pair) => new(
            pair.Symbol,
            pair.Base,
            pair.Quote,
            pair.Status,
            pair.Price.ToString("0.00000000", CultureInfo.InvariantCulture));
    }
}
