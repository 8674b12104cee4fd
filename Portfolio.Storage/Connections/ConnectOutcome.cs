using Portfolio.Storage.Idempotency;

namespace Portfolio.Storage.Connections;

/// <summary>The result of a request to connect. Only <see cref="Stored"/> has changed anything.</summary>
public abstract record ConnectOutcome
{
    private ConnectOutcome()
    {
    }

    /// <summary>The request broke a rule and did not reach the database.</summary>
    /// <param name="Fields">Field name to its problem.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : ConnectOutcome;

    /// <param name="Repaired">
    /// True: the key was connected already and refused; it was sealed again under the connection's old id.
    /// </param>
    public sealed record Stored(ConnectionRow Connection, bool Repaired) : ConnectOutcome;

    /// <summary>Another connection of the user has this key.</summary>
    public sealed record DuplicateKey(ConnectionRow Existing) : ConnectOutcome;

    /// <summary>Another connection of the user has the account of this key.</summary>
    public sealed record DuplicateAccount(ConnectionRow Existing) : ConnectOutcome;

    /// <summary>The user has as many connections as one may have, or makes them too fast.</summary>
    public sealed record TooMany(TimeSpan RetryAfter) : ConnectOutcome;

    /// <summary>The user has no portfolio of the requested id.</summary>
    public sealed record UnknownPortfolio : ConnectOutcome;

    /// <summary>Another request came first with this idempotency key.</summary>
    public sealed record Repeated(EarlierRequest Earlier) : ConnectOutcome;

    /// <summary>The same request stored this connection, and its process died before it kept a response.</summary>
    public sealed record NeverAnswered(ConnectionRow Connection) : ConnectOutcome;
}
