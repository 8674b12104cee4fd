using System.Globalization;

namespace Portfolio.Simulator.Control;

/// <summary>Reads and changes the pairs of one exchange, each by its symbol or all those of a base asset.</summary>
internal static class PairRoutes
{
    /// <param name="exchange">Its name, with which the paths begin.</param>
    /// <param name="noun">The exchange's word for its pairs in the path, in the plural.</param>
    public static void MapPairs(
        this RouteGroupBuilder control, string exchange, string noun, IControlledPairs pairs)
    {
        var path = $"/{exchange}/{noun}/{{symbol}}";
        control.MapGet(path, (string symbol) =>
            pairs.Find(symbol) is { } pair ? Results.Ok(pair) : NoPair(symbol));
        control.MapPut(path, (string symbol, PairChange change) => Change(pairs, symbol, change));
        control.MapPut($"/{exchange}/assets/{{asset}}/pairs", (string asset, StatusChange change) =>
            ChangeAll(pairs, asset, change));
    }

    private static IResult Change(IControlledPairs pairs, string symbol, PairChange change)
    {
        if (!TryRead(change.Price, out var price))
            return ControlRoutes.Refused($"\"{change.Price}\" is not a price.");
        if (change.Status is { } status && !pairs.Statuses.Contains(status))
            return NoStatus(pairs);

        var update = new PairUpdate(price, change.Status, change.Traded, change.TickerTime);
        return pairs.Change(symbol, update) is { } pair ? Results.Ok(pair) : NoPair(symbol);
    }

    private static IResult ChangeAll(IControlledPairs pairs, string asset, StatusChange change)
    {
        if (!pairs.Statuses.Contains(change.Status))
            return NoStatus(pairs);

        var symbols = pairs.OfBase(asset);
        foreach (var symbol in symbols)
            pairs.Change(symbol, new PairUpdate(Status: change.Status));
        return symbols.Count > 0 ? Results.Ok(symbols) : ControlRoutes.Unknown($"\"{asset}\" has no pairs.");
    }

    /// <returns>False when the value is not a price.</returns>
    private static bool TryRead(string? text, out decimal? price)
    {
        var read = decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed);
        price = read ? parsed : null;
        return read || text is null;
    }

    private static IResult NoStatus(IControlledPairs pairs) =>
        ControlRoutes.Refused($"A pair's status is one of {string.Join(", ", pairs.Statuses)}.");

    private static IResult NoPair(string symbol) => ControlRoutes.Unknown($"There is no pair \"{symbol}\".");

    /// <summary>A null field keeps its value.</summary>
    private sealed record PairChange(string? Price, string? Status, bool? Traded, string? TickerTime);

    private sealed record StatusChange(string Status);
}
