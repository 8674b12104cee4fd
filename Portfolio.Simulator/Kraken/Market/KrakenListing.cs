using System.Collections.Immutable;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Kraken.Market;

/// <summary>All pairs at one moment, and the values that follow from them.</summary>
internal sealed class KrakenListing
{
    private readonly Dictionary<string, KrakenPair> _byName = [];

    public KrakenListing(ImmutableList<KrakenPair> pairs)
    {
        Pairs = pairs;
        foreach (var pair in pairs)
        {
            foreach (var name in (ReadOnlySpan<string>)[pair.Id, pair.Altname, pair.WebsocketName, pair.NewName])
                _byName.TryAdd(name, pair);
        }
    }

    /// <summary>Delisted ones included.</summary>
    public ImmutableList<KrakenPair> Pairs { get; }

    public AnswerCache Answers { get; } = new();

    /// <summary>By any of its names.</summary>
    public KrakenPair? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>By its dollar pair, as Kraken values an account; 0 without one.</summary>
    public decimal Usd(string code) =>
        code is "USD" ? 1
        : Live($"{code}/USD") is { } direct ? direct.Last
        : Live($"USD/{code}") is { } inverted ? 1 / inverted.Last
        : 0;

    private KrakenPair? Live(string name) =>
        Find(name) is { IsTraded: true, Status: not KrakenPair.Delisted } pair ? pair : null;
}
