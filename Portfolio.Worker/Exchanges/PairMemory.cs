namespace Portfolio.Worker.Exchanges;

/// <summary>
/// A pair that is traded stays liquid while one side of its book is empty for a moment, so that the source of a price
/// does not flip back and forth. A pair without any trade for a day gets no such grace.
/// </summary>
internal sealed class PairMemory
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> liquidAt = [];

    public LivePair Steady(LivePair pair, DateTimeOffset now)
    {
        if (pair.Market.Activity is PairActivity.Liquid)
        {
            liquidAt[pair.Symbol] = now;
            return pair;
        }

        return pair.Market is { Activity: PairActivity.Thin, QuoteVolume: > 0 }
            && liquidAt.TryGetValue(pair.Symbol, out var last) && now - last < Remembered
                ? pair with { Market = pair.Market with { Activity = PairActivity.Liquid } }
                : pair;
    }
}
