namespace Portfolio.Storage.Connections;

/// <summary>The result of a request to replace a key. Only <see cref="Replaced"/> has changed anything.</summary>
public abstract record ReplaceCredentialsOutcome
{
    /// <summary>The request broke a rule and did not reach the database.</summary>
    /// <param name="Fields">Field name to its problem.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : ReplaceCredentialsOutcome;

    /// <summary>The row carries a new request number, which is outstanding unless the connection is paused.</summary>
    public sealed record Replaced(ConnectionRow Connection) : ReplaceCredentialsOutcome;

    /// <summary>The user has no such connection, or disconnected it while the key was validated.</summary>
    public sealed record NotFound : ReplaceCredentialsOutcome;

    /// <summary>The connection got another key while this one was validated.</summary>
    public sealed record ReplacedMeanwhile(ConnectionRow Connection) : ReplaceCredentialsOutcome;

    /// <summary>Another connection of the user has the new key.</summary>
    public sealed record DuplicateKey(ConnectionRow Existing) : ReplaceCredentialsOutcome;

    /// <summary>The connection's own account is not known yet, and the new key's is connected elsewhere.</summary>
    public sealed record DuplicateAccount(ConnectionRow Existing) : ReplaceCredentialsOutcome;

    /// <summary>The new key is of another account than the connection.</summary>
    public sealed record OtherAccount(ConnectionRow Connection) : ReplaceCredentialsOutcome;

    /// <summary>The exchange did not report the account, so it is not proven to be the same.</summary>
    public sealed record AccountUnknown(ConnectionRow Connection) : ReplaceCredentialsOutcome;
}
