namespace Portfolio.Simulator.Okx.Market;

/// <summary>A spot pair.</summary>
/// <param name="State">live, suspend or preopen in OKX's words; delisted: it has vanished from all lists.</param>
/// <param name="Last">The last price, which means nothing when the pair is not live.</param>
internal sealed record OkxInstrument(string Base, string Quote, string State, decimal Last)
{
    public const string Live = "live";
    public const string Suspended = "suspend";
    public const string PreOpen = "preopen";
    public const string Delisted = "delisted";

    public static IReadOnlyList<string> States { get; } = [Live, Suspended, PreOpen, Delisted];

    public string Id { get; } = $"{Base}-{Quote}";

    public bool IsLive => State == Live && Last > 0;

    public bool IsListed => State != Delisted;

    /// <summary>What has never traded has no ticker.</summary>
    public bool HasTicker => State is Live or Suspended;
}
