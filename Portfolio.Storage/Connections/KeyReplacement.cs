using Portfolio.Storage.Credentials;

namespace Portfolio.Storage.Connections;

/// <summary>A key that was tried and may take the place of another. Not a record: it holds the key in clear.</summary>
public sealed class KeyReplacement
{
    public required KeyInPlace InPlace { get; init; }

    public required ApiCredentials Credentials { get; init; }

    /// <summary>The key's permissions, as the exchange reported when it was tried.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>The exchange's id of the account, as reported when the key was tried; null when it was not.</summary>
    public string? AccountId { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>After this the sweep requests the sync again, because the message was lost.</summary>
    public required DateTimeOffset RequestExpiresAt { get; init; }
}

/// <summary>The key that a connection has, as far as it can be distinguished from a later one.</summary>
public sealed class KeyInPlace
{
    public required Guid Id { get; init; }

    public required string Exchange { get; init; }

    /// <summary>How many keys this connection has had before.</summary>
    public required long Replacements { get; init; }
}
