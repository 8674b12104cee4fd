using Portfolio.Storage.Credentials;
using Portfolio.Storage.Idempotency;

namespace Portfolio.Storage.Connections;

/// <summary>A connection to be stored. Not a record: it holds a key in clear until it is sealed.</summary>
public sealed class NewConnection
{
    public required Guid UserId { get; init; }

    public required string Exchange { get; init; }

    public required string Label { get; init; }

    public required ApiCredentials Credentials { get; init; }

    /// <summary>Null: the user's first portfolio, or a new one, is chosen at the first successful sync.</summary>
    public Guid? PortfolioId { get; init; }

    /// <summary>The name of a portfolio that is made together with the connection; null: none is made.</summary>
    public string? NewPortfolioName { get; init; }

    /// <summary>The exchange's id of the account, as a validation learned it; null: not known yet.</summary>
    public string? AccountId { get; init; }

    public required int SyncIntervalMinutes { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>After this the sweep requests the sync again, because the message was lost.</summary>
    public required DateTimeOffset RequestExpiresAt { get; init; }

    /// <summary>The number of connections that the user may have, this one included.</summary>
    public int AtMost { get; init; } = int.MaxValue;

    public IdempotencyKey? Idempotency { get; init; }
}
