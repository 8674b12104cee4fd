using System.Net;

namespace Portfolio.Simulator.Accounts;

/// <summary>One API key of an account, with everything the exchange knows about the key.</summary>
internal sealed class Credential
{
    /// <summary>Its name in the control API and the request log.</summary>
    public required string Name { get; init; }

    public required string Exchange { get; init; }

    public required string Description { get; init; }

    public required string ApiKey { get; init; }

    /// <summary>An HMAC secret, or the PEM private key of an Ed25519 key.</summary>
    public required string ApiSecret { get; init; }

    /// <summary>Null where the exchange has none.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The only one of the exchange's hosts that knows the key; null at an exchange with one host.</summary>
    public string? Region { get; init; }

    public required SimulatedAccount Account { get; init; }

    public required KeyRights Rights { get; set; }

    /// <summary>Empty: usable from anywhere.</summary>
    public IReadOnlyList<IPAddress> AllowedAddresses { get; set; } = [];

    /// <summary>A deleted key is unknown to the exchange.</summary>
    public bool Deleted { get; set; }

    /// <summary>The exchange answers every request with this key as coming from a forbidden country.</summary>
    public bool RegionBlocked { get; set; }

    public bool IsEd25519 => ApiSecret.StartsWith("-----BEGIN", StringComparison.Ordinal);

    public bool Admits(IPAddress address) => AllowedAddresses is [] || AllowedAddresses.Contains(address);
}
