namespace Portfolio.Contracts.Exchanges;

/// <summary>What a person is told about an exchange before connecting it: <c>GET /exchanges</c>.</summary>
/// <param name="Exchange">One of <see cref="ExchangeNames"/>.</param>
/// <param name="Fields">What <c>POST /connections</c> asks for, in the order of a form.</param>
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
    /// <summary>What a key needs to be allowed there, in the exchange's own words.</summary>
    public required string ReadingPermission { get; init; }
}

/// <param name="Name">The property's name in the body of <c>POST /connections</c>.</param>
/// <param name="Secret">True: never shown again once it is sent.</param>
/// <param name="MaxLength">In characters, after surrounding white space is removed.</param>
/// <param name="MultiLine">True where a PEM private key may stand.</param>
/// <param name="Blanks">True where the person chose the words, and may have put blanks between them.</param>
public sealed record CredentialField(
    string Name, string Label, bool Secret, int MaxLength, bool MultiLine = false, bool Blanks = false);
