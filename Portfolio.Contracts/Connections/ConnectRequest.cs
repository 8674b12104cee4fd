namespace Portfolio.Contracts.Connections;

/// <summary>
/// The body of <c>POST /connections</c> and of <c>POST /connections/validate</c>. Not a record: it holds secrets, and
/// a record prints its values.
/// </summary>
public sealed class ConnectRequest
{
    public string? Exchange { get; init; }

    /// <summary>Up to 100 characters; the exchange's name when left out.</summary>
    public string? Label { get; init; }

    public string? ApiKey { get; init; }

    public string? ApiSecret { get; init; }

    /// <summary>Only where the exchange requires one.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Left out: the user's first portfolio, or a new one.</summary>
    public Guid? PortfolioId { get; init; }

    /// <summary>5 to 1440; 60 when left out.</summary>
    public int? SyncIntervalMinutes { get; init; }
}
