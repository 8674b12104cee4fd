namespace Portfolio.Simulator.Control;

/// <summary>The pairs of one exchange, as the control API reads and changes them.</summary>
internal interface IControlledPairs
{
    /// <summary>The states of a pair in the exchange's words.</summary>
    IReadOnlyList<string> Statuses { get; }

    /// <summary>Null: there is no such pair.</summary>
    PairShown? Find(string symbol);

    /// <summary>Null: there is no such pair.</summary>
    PairShown? Change(string symbol, PairUpdate update);

    /// <summary>The symbols of the pairs that have the asset as their base.</summary>
    IReadOnlyList<string> OfBase(string asset);
}

/// <summary>A null field keeps its value.</summary>
/// <param name="Traded">False: no volume, no bid, no ask.</param>
/// <param name="TickerTime">Sent as the ticker's time, whatever it is, by an exchange whose tickers have one.</param>
internal sealed record PairUpdate(
    decimal? Price = null, string? Status = null, bool? Traded = null, string? TickerTime = null);

internal sealed record PairShown(string Symbol, string Base, string Quote, string Status, string Price);
