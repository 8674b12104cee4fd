namespace Portfolio.Contracts.Connections;

/// <summary>
/// The body of <c>PUT /connections/{id}/credentials</c>. Not a record: it holds secrets, and a record prints its
/// values.
/// </summary>
public sealed class CredentialsRequest
{
    public string? ApiKey { get; init; }

    public string? ApiSecret { get; init; }

    /// <summary>Only where the exchange requires one.</summary>
    public string? Passphrase { get; init; }
}
