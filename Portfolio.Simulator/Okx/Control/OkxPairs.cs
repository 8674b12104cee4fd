using Portfolio.Simulator.Control;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Control;

/// <summary>OKX's instruments in the control API.</summary>
internal sealed class OkxPairs(OkxMarket market) : IControlledPairs
{
    public IReadOnlyList<string> Statuses => OkxInstrument.States;

    public PairShown? Find(string symbol) => Shown(market.Current.Find(symbol));

    public PairShown? Change(string symbol, PairUpdate update) =>
        Shown(market.Change(symbol, update.Price, update.Status, update.Traded, update.TickerTime));

    public IReadOnlyList<string> OfBase(string asset) =>
        [.. market.Current.Instruments.Where(pair => pair.Base == asset).Select(pair => pair.Id)];

    private static PairShown? Shown(OkxInstrument? pair) =>
        pair is null ? null : new PairShown(pair.Id, pair.Base, pair.Quote, pair.State, OkxJson.Text(pair.Last));
}
