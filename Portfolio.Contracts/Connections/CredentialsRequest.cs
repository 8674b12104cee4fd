using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Connections;

/// <summary>A new key of the account that is connected. Unknown fields are refused.</summary>
// Not a record: it holds secrets, and a record prints its values.
public sealed class CredentialsRequest
{
    /// <summary>As pasted: characters that no key has are removed, such as white space around it.</summary>
    [Required]
    public string? ApiKey { get; init; }

    /// <summary>The secret key; at Binance also a private key (RSA or Ed25519) as PEM or base64.</summary>
    [Required]
    public string? ApiSecret { get; init; }

    /// <summary>Required at OKX, refused at Binance.</summary>
    public string? Passphrase { get; init; }
}
