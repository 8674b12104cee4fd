namespace Portfolio.Simulator.Okx.Market;

/// <summary>A coin that an account can hold at OKX.</summary>
/// <param name="Usdt">The price of one unit while the market stands still; 0 when OKX values it at nothing.</param>
/// <param name="Quotes">Its quotes: a quote, or quote, state and last price separated by colons.</param>
/// <param name="Chains">The networks it can be moved on.</param>
internal sealed record OkxCoin(
    string Code, string Name, decimal Usdt, IReadOnlyList<string> Quotes, IReadOnlyList<string> Chains)
{
    /// <summary>Gone from OKX's lists since before the start; some still own it.</summary>
    public bool IsDelisted { get; } =
        Quotes.Count > 0 && Quotes.All(quote => quote.Contains(OkxInstrument.Delisted, StringComparison.Ordinal));
}
