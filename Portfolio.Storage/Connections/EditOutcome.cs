namespace Portfolio.Storage.Connections;

/// <summary>The result of a request to edit a connection.</summary>
public abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    /// <summary>The request broke a rule and did not reach the database.</summary>
    /// <param name="Fields">Field name to its problem.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : EditOutcome;

    /// <summary>The user has no such connection.</summary>
    public sealed record NotFound : EditOutcome;

    /// <summary>As it is now; also when it was so before.</summary>
    /// <param name="SyncRequested">True: the row carries a new request number, for a message.</param>
    public sealed record Edited(ConnectionRow Connection, bool SyncRequested) : EditOutcome;
}
