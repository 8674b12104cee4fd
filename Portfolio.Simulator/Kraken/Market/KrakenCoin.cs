namespace Portfolio.Simulator.Kraken.Market;

/// <summary>An asset that an account can hold at Kraken.</summary>
/// <param name="Code">The plain symbol: BTC, not XXBT.</param>
/// <param name="Usd">The price of one unit while the market stands still.</param>
/// <param name="Quotes">A quote, or quote and <see cref="KrakenPair"/>'s flag separated by a colon.</param>
/// <param name="Suffixes">Under which the asset has rows beside its own, as <c>F</c> or <c>28.S</c>.</param>
internal sealed record KrakenCoin(
    string Code, decimal Usd, int Decimals, IReadOnlyList<string> Quotes, IReadOnlyList<string> Suffixes)
{
    public const string Currency = "currency";
    public const string Tokenized = "tokenized_asset";

    public string Id { get; } = KrakenNames.Id(Code);

    public string Altname { get; } = KrakenNames.Altname(Code);

    public string Class => Suffixes.Contains("T") ? Tokenized : Currency;

    /// <summary>With Kraken Rewards on, all of it is in a row of its own.</summary>
    public bool EarnsRewards => Suffixes.Contains("F");

    /// <summary>The number of days with which the row of bonded coins is named.</summary>
    public string BondedDays =>
        Suffixes.FirstOrDefault(suffix => char.IsAsciiDigit(suffix[0])) is { } bonded ? bonded[..2] : "21";
}
