using System.Globalization;
using Portfolio.Simulator.Binance.Market;
using Portfolio.Simulator.Control;

namespace Portfolio.Simulator.Binance.Control;

/// <summary>Binance's pairs in the control API.</summary>
internal sealed class BinancePairs(BinanceMarket market) : IControlledPairs
{
    public IReadOnlyList<string> Statuses { get; } = ["TRADING", "END_OF_DAY", "HALT", "BREAK", "CANCEL_ONLY"];

    public PairShown? Find(string symbol) => Shown(market.Current.Find(symbol));

    public PairShown? Change(string symbol, PairUpdate update) =>
        Shown(market.Change(symbol, update.Price, update.Status, update.Traded));

    public IReadOnlyList<string> OfBase(string asset) =>
        [.. market.Current.Pairs.Where(pair => pair.Base == asset).Select(pair => pair.Symbol)];

    private static PairShown? Shown(BinancePair? pair) => pair is null
        ? null
        : new PairShown(
            pair.Symbol,
            pair.Base,
            pair.Quote,
            pair.Status,
            pair.Price.ToString("0.00000000", CultureInfo.InvariantCulture));
}
