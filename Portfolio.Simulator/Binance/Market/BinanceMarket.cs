using System.Collections.Immutable;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Binance.Market;

/// <summary>Binance's pairs and prices. They stand still until the control API moves them.</summary>
internal sealed class BinanceMarket
{
    private readonly Lock _change = new();
    private volatile Listing _listing = Listing.Of([.. BinanceListing.Make()]);

    /// <summary>The pairs as they are now; another object after every change.</summary>
    public Listing Current => _listing;

    public void Reset() => _listing = Listing.Of([.. BinanceListing.Make()]);

    /// <summary>Null when there is no such pair.</summary>
    public BinancePair? Change(string symbol, decimal? price, string? status, bool? traded = null)
    {
        lock (_change)
        {
            if (_listing.Find(symbol) is not { } pair)
                return null;

            var changed = pair with
            {
                Price = price ?? pair.Price,
                Status = status ?? pair.Status,
                Traded = traded ?? pair.Traded,
            };
            _listing = Listing.Of(_listing.Pairs.Replace(pair, changed));
            return changed;
        }
    }
}

/// <summary>All pairs at one moment, and the answers already written for them.</summary>
internal sealed class Listing
{
    private readonly Dictionary<string, BinancePair> _bySymbol;

    private Listing(ImmutableList<BinancePair> pairs)
    {
        Pairs = pairs;
        _bySymbol = pairs.ToDictionary(pair => pair.Symbol);
        Assets = [.. pairs.SelectMany(pair => new[] { pair.Base, pair.Quote }).Distinct()];
    }

    public ImmutableList<BinancePair> Pairs { get; }

    /// <summary>Every asset of a pair, dead or alive, in the order of listing.</summary>
    public IReadOnlyList<string> Assets { get; }

    public AnswerCache Answers { get; } = new();

    public static Listing Of(ImmutableList<BinancePair> pairs) => new(pairs);

    public BinancePair? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>In BTC, by the pair with BTC or through USDT; zero when there is no live price.</summary>
    public decimal InBtc(string asset, decimal quantity)
    {
        if (asset == "BTC")
            return quantity;
        if (Find(asset + "BTC") is { IsLive: true } direct)
            return quantity * direct.Price;
        if (Find("BTCUSDT") is not { IsLive: true } bitcoin)
            return 0;

        return asset == "USDT" ? quantity / bitcoin.Price
            : Find(asset + "USDT") is { IsLive: true } dollar ? quantity * dollar.Price / bitcoin.Price
            : Find("USDT" + asset) is { IsLive: true } inverse ? quantity / inverse.Price / bitcoin.Price
            : 0;
    }
}
