using System.Globalization;
using Portfolio.Simulator.Binance.Market;
using Portfolio.Simulator.Okx;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Control;

internal static class MarketRoutes
{
    public static readonly string[] Statuses = ["TRADING", "END_OF_DAY", "HALT", "BREAK", "CANCEL_ONLY"];

    public static void MapMarket(this RouteGroupBuilder control)
    {
        control.MapGet("/binance/pairs/{symbol}", (string symbol, BinanceMarket market) =>
            market.Current.Find(symbol) is { } pair ? Results.Ok(PairShown.Of(pair)) : NoPair(symbol));
        control.MapPut("/binance/pairs/{symbol}", ChangePair);
        control.MapGet("/okx/instruments/{id}", (string id, OkxMarket market) =>
            market.Current.Find(id) is { } pair ? Results.Ok(PairShown.Of(pair)) : NoPair(id));
        control.MapPut("/okx/instruments/{id}", ChangeInstrument);
    }

    private static IResult ChangePair(string symbol, PairChange change, BinanceMarket market)
    {
        if (!TryRead(change.Price, out var price))
            return NoPrice(change);
        if (change.Status is { } status && !Statuses.Contains(status))
            return ControlRoutes.Refused($"A pair's status is one of {string.Join(", ", Statuses)}.");

        return market.Change(symbol, price, change.Status, change.Traded) is { } pair
            ? Results.Ok(PairShown.Of(pair))
            : NoPair(symbol);
    }

    private static IResult ChangeInstrument(string id, PairChange change, OkxMarket market)
    {
        if (!TryRead(change.Price, out var price))
            return NoPrice(change);
        if (change.Status is { } state && !OkxInstrument.States.Contains(state))
            return ControlRoutes.Refused($"A pair's status is one of {string.Join(", ", OkxInstrument.States)}.");

        return market.Change(id, price, change.Status, change.Traded, change.TickerTime) is { } pair
            ? Results.Ok(PairShown.Of(pair))
            : NoPair(id);
    }

    /// <returns>False when there is something that is no price.</returns>
    private static bool TryRead(string? text, out decimal? price)
    {
        var read = decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed);
        price = read ? parsed : null;
        return read || text is null;
    }

    private static IResult NoPrice(PairChange change) => ControlRoutes.Refused($"\"{change.Price}\" is not a price.");

    private static IResult NoPair(string symbol) => ControlRoutes.Unknown($"There is no pair \"{symbol}\".");

    /// <summary>What is null stays.</summary>
    /// <param name="TickerTime">At OKX: sent as the ticker's time, whatever it is.</param>
    private sealed record PairChange(string? Price, string? Status, bool? Traded, string? TickerTime);

    private sealed record PairShown(string Symbol, string Base, string Quote, string Status, string Price)
    {
        public static PairShown Of(BinancePair pair) => new(
            pair.Symbol,
            pair.Base,
            pair.Quote,
            pair.Status,
            pair.Price.ToString("0.00000000", CultureInfo.InvariantCulture));

        public static PairShown Of(OkxInstrument pair) =>
            new(pair.Id, pair.Base, pair.Quote, pair.State, OkxJson.Text(pair.Last));
    }
}
