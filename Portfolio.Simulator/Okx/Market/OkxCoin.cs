namespace Portfolio.Simulator.Okx.Market;

/// <summary>Something that can be held at OKX.</summary>
/// <param name="Usdt">What one unit is worth while the market stands still; 0 when OKX values it at nothing.</param>
/// <param name="Quotes">What it is traded for: a quote, or quote, state and last price with colons between.</param>
/// <param name="Chains">The networks it can be moved on.</param>
internal sealed record OkxCoin(
    string Code, string Name, decimal Usdt, IReadOnlyList<string> Quotes, IReadOnlyList<string> Chains)
{
    /// <summary>Gone from OKX's lists since before the start; some still own it.</summary>
    public bool IsDelisted { get; } =
        Quotes.Count > 0 && Quotes.All(quote => quote.Contains(OkxInstrument.Delisted, StringComparison.Ordinal));
}
