using System.Globalization;
using Portfolio.Simulator.Control;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Control;

/// <summary>Kraken's pairs in the control API, by any of their names that has no slash.</summary>
internal sealed class KrakenPairs(KrakenMarket market) : IControlledPairs
{
    public IReadOnlyList<string> Statuses => KrakenPair.Statuses;

    public PairShown? Find(string symbol) => Shown(market.Current.Find(symbol));

    public PairShown? Change(string symbol, PairUpdate update) =>
        Shown(market.Change(symbol, update.Price, update.Status, update.Traded));

    public IReadOnlyList<string> OfBase(string asset) =>
        [.. market.Current.Pairs.Where(pair => pair.Base == asset).Select(pair => pair.Id)];

    private static PairShown? Shown(KrakenPair? pair) => pair is null
        ? null
        : new PairShown(
            pair.Id, pair.Base, pair.Quote, pair.Status, pair.Last.ToString(CultureInfo.InvariantCulture));
}
