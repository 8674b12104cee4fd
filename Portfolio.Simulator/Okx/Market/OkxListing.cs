using System.Collections.Immutable;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator.Okx.Market;

/// <summary>All pairs at one moment, and the values that follow from them.</summary>
internal sealed class OkxListing
{
    private readonly Dictionary<string, OkxInstrument> _byId;
    private readonly Dictionary<string, decimal> _usd;

    public OkxListing(ImmutableList<OkxInstrument> instruments)
    {
        Instruments = instruments;
        _byId = instruments.ToDictionary(instrument => instrument.Id);
        Indexed = [.. OkxCoins.All.Select(coin => coin.Code).Where(code => Live(code) is not null)];
        _usd = OkxCoins.All.Where(coin => !coin.IsDelisted || Indexed.Contains(coin.Code))
            .ToDictionary(coin => coin.Code, Price);
    }

    /// <summary>Delisted ones included.</summary>
    public ImmutableList<OkxInstrument> Instruments { get; }

    /// <summary>The coins OKX keeps a dollar index of: those with a live pair.</summary>
    public IReadOnlyList<string> Indexed { get; }

    public AnswerCache Answers { get; } = new();

    public TimedAnswer Tickers { get; } = new();

    public TimedAnswer Indexes { get; } = new();

    public OkxInstrument? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>In dollars, not Tethers. Zero: valued at nothing. Null: a coin OKX no longer knows.</summary>
    public decimal? Usd(string code) => _usd.TryGetValue(code, out var price) ? price : null;

    private decimal Price(OkxCoin coin) =>
        coin.Code == "USD" ? 1 : Live(coin.Code) ?? coin.Usdt * (Direct("USDT") ?? 1);

    private decimal? Live(string code) =>
        Direct(code)
        ?? Through(code, "USDT", Direct("USDT"))
        ?? Through(code, "USDC", Direct("USDC"))
        ?? Through(code, "EUR", Euro());

    private decimal? Direct(string code) => Find(code + "-USD") is { IsLive: true } pair ? pair.Last : null;

    private decimal? Through(string code, string quote, decimal? quoteUsd) =>
        Find($"{code}-{quote}") is { IsLive: true } pair ? pair.Last * quoteUsd : null;

    /// <summary>The euro is a quote only, so it is priced the other way round.</summary>
    private decimal? Euro() =>
        Find("USDT-EUR") is { IsLive: true } pair ? Direct("USDT") / pair.Last : null;
}
