using System.ComponentModel.DataAnnotations;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Contracts.Connections;

/// <summary>A key to connect, or to try. Unknown fields are refused.</summary>
// Not a record: it holds secrets, and a record prints its values.
public sealed class ConnectRequest
{
    [Required, ValuesOf(typeof(ExchangeNames))]
    public string? Exchange { get; init; }

    /// <summary>How you call the connection, on one line; the exchange's name when left out or empty.</summary>
    [MaxLength(100)]
    public string? Label { get; init; }

    /// <summary>As pasted: characters that no key has are removed, such as white space around it.</summary>
    [Required]
    public string? ApiKey { get; init; }

    /// <summary>The secret key; at Binance also a private key (RSA or Ed25519) as PEM or base64.</summary>
    [Required]
    public string? ApiSecret { get; init; }

    /// <summary>Required at OKX, refused at Binance.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The portfolio to sync into. Left out: your first one, or a new one named after the exchange.</summary>
    public Guid? PortfolioId { get; init; }

    /// <summary>60 when left out.</summary>
    [Range(5, 1440)]
    public int? SyncIntervalMinutes { get; init; }
}
