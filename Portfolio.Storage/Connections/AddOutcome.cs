namespace Portfolio.Storage.Connections;

/// <summary>How storing a connection went.</summary>
public abstract record AddOutcome
{
    private AddOutcome()
    {
    }

    /// <param name="Repaired">True: the key was connected already and refused; it was sealed anew under its old id.</param>
    public sealed record Stored(ConnectionRow Connection, bool Repaired) : AddOutcome;

    public sealed record DuplicateKey(ConnectionRow Existing) : AddOutcome;

    public sealed record UnknownPortfolio : AddOutcome;

    /// <summary>The same request was answered before, with this.</summary>
    public sealed record AnsweredBefore(int Status, string Answer) : AddOutcome;

    /// <summary>
    /// The same request stored a connection before and died without keeping its answer. Null: it is gone since.
    /// </summary>
    public sealed record NeverAnswered(Guid? ConnectionId) : AddOutcome;

    /// <summary>The first request with this key is under way.</summary>
    public sealed record StillUnderWay : AddOutcome;

    /// <summary>The idempotency key was used for another body.</summary>
    public sealed record OtherBody : AddOutcome;
}
