using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>What became of a new key. In every case but <see cref="Replaced"/> the connection is as it was.</summary>
internal abstract record CredentialsOutcome
{
    private CredentialsOutcome()
    {
    }

    /// <summary>The sync that proves it is asked for, unless the connection is paused.</summary>
    public sealed record Replaced(ConnectionRow Connection) : CredentialsOutcome;

    /// <param name="Fields">Field name to what is wrong with it.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : CredentialsOutcome;

    /// <summary>Refused, or not tried at all.</summary>
    public sealed record NotAccepted(KeyValidationOutcome Trial) : CredentialsOutcome;

    public sealed record NotFound : CredentialsOutcome;

    public sealed record DuplicateKey(ConnectionRow Existing) : CredentialsOutcome;

    public sealed record DuplicateAccount(ConnectionRow Existing) : CredentialsOutcome;

    public sealed record OtherAccount(string Exchange) : CredentialsOutcome;

    /// <summary>The exchange did not say whose account it is: to be tried again.</summary>
    public sealed record AccountUnknown(string Exchange) : CredentialsOutcome;

    /// <summary>Somebody else replaced the key while this one was tried.</summary>
    public sealed record ReplacedMeanwhile(ConnectionRow Connection) : CredentialsOutcome;
}
