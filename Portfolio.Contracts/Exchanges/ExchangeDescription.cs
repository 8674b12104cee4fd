using System.Text.Json.Serialization;

namespace Portfolio.Contracts.Exchanges;

/// <summary>An exchange as a person sees it before connecting it: <c>GET /exchanges</c>.</summary>
/// <param name="Exchange">One of <see cref="ExchangeNames"/>.</param>
/// <param name="Fields">The fields of <c>POST /connections</c>, in the order of a form.</param>
/// <param name="Wallets">The wallets that are read.</param>
/// <param name="Steps">How to make a read-only key there, one sentence each.</param>
public sealed record ExchangeDescription(
    string Exchange,
    string Name,
    IReadOnlyList<CredentialField> Fields,
    IReadOnlyList<string> Wallets,
    IReadOnlyList<string> Steps,
    Uri KeysPage)
{
    /// <summary>The exchange's own name of the right to read.</summary>
    public required string ReadingPermission { get; init; }

    /// <summary>
    /// True if a key's list of trusted addresses takes IPv4 addresses only. Binance's does: an address there has to
    /// match four numbers with dots between them (binance-us/binance-us-api-docs#57). OKX takes both.
    /// </summary>
    public bool Ipv4Only { get; init; }

    /// <summary>
    /// How an operator adds a region's host: a setting and its value; null where there are no regions.
    /// </summary>
    public string? RegionExample { get; init; }

    /// <summary>
    /// Why coverage is not known at this exchange, and which money at it is not counted, as a sentence for the user;
    /// null where the exchange reports a total of each account.
    /// </summary>
    public string? CoverageNote { get; init; }

    /// <summary>
    /// How the exchange's own app names a wallet, where neither our name nor the one of its API does: by either.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> WalletNames { get; init; } = new Dictionary<string, string>();

    /// <summary>True if a key's list of trusted addresses can hold this address.</summary>
    public bool TakesAddress(string address) => !Ipv4Only || !address.Contains(':');
}

/// <summary>A part of a key, as a field of a form.</summary>
/// <param name="Name">The field's name in the body of <c>POST /connections</c>.</param>
/// <param name="Secret">True: never shown again once it is sent.</param>
/// <param name="MaxLength">In characters, without those that are removed from a pasted value.</param>
/// <param name="MultiLine">True where a PEM private key is allowed.</param>
/// <param name="Blanks">True where you chose the text yourself: it may contain blanks.</param>
public sealed record CredentialField(
    string Name, string Label, bool Secret, int MaxLength, bool MultiLine = false, bool Blanks = false)
{
    /// <summary>
    /// True if a value has the form of this field's values, which no other field's values have: in another field it is
    /// misplaced. Null where there is no such form.
    /// </summary>
    [JsonIgnore]
    public Func<string, bool>? HasForm { get; init; }

    /// <summary>The algorithms of private keys that are allowed here ("RSA"); empty where none is.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> PrivateKeys { get; init; } = [];
}
