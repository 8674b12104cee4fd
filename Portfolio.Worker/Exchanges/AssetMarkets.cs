namespace Portfolio.Worker.Exchanges;

/// <summary>Which assets an exchange trades, which it has halted, and which it no longer trades.</summary>
/// <param name="states">The best state of an asset's pairs, by asset.</param>
/// <param name="complete">
/// False: the list of pairs is an old one or lacks rows, and an asset that is missing there may well be traded.
/// </param>
internal sealed class AssetMarkets(IReadOnlyDictionary<string, AssetMarket> states, bool complete)
{
    public static AssetMarkets Unknown { get; } = new(new Dictionary<string, AssetMarket>(), complete: false);

    /// <summary>False: absence proves nothing, and a state may have changed since.</summary>
    public bool IsCurrent => complete;

    /// <summary>False: no list of pairs was read.</summary>
    public bool IsKnown => states.Count > 0;

    /// <param name="pairs">Each with the state of the pair.</param>
    public static AssetMarkets Of(IEnumerable<(string Base, string Quote, AssetMarket State)> pairs, bool complete)
    {
        var states = new Dictionary<string, AssetMarket>();
        foreach (var (first, second, state) in pairs)
        {
            states[first] = Better(states.GetValueOrDefault(first), state);
            states[second] = Better(states.GetValueOrDefault(second), state);
        }

        return new AssetMarkets(states, complete);
    }

    public AssetMarket Of(string symbol) =>
        states.TryGetValue(symbol, out var state) ? state : complete ? AssetMarket.Ended : AssetMarket.Unknown;

    private static AssetMarket Better(AssetMarket one, AssetMarket other) => one > other ? one : other;
}

/// <summary>The state of an asset's pairs at an exchange; the one nearest to trading is the highest.</summary>
internal enum AssetMarket
{
    /// <summary>The list of pairs does not show it.</summary>
    Unknown,

    /// <summary>It has none, or none that will open again.</summary>
    Ended,

    /// <summary>It has pairs, and none of them trades at the moment.</summary>
    Halted,

    Trading,
}
