namespace Portfolio.Contracts.Identity;

/// <summary>The rights of a token. Each scope includes the ones before it.</summary>
public static class AccessScopes
{
    /// <summary>Reads everything of its user, and changes nothing.</summary>
    public const string Read = "read";

    /// <summary>Requests syncs, too.</summary>
    public const string Sync = "sync";

    /// <summary>Connects, edits and deletes, too. It makes no tokens.</summary>
    public const string Manage = "manage";

    private static readonly string[] Ascending = [Read, Sync, Manage];

    /// <summary>True when one is as wide as the other. Unknown scopes cover nothing.</summary>
    public static bool Covers(string? scope, string needed) =>
        Array.IndexOf(Ascending, scope) is var wide and >= 0 && wide >= Array.IndexOf(Ascending, needed);
}
