using System.ComponentModel.DataAnnotations;
using Portfolio.Contracts.Answers;

namespace Portfolio.Contracts.Identity;

/// <summary>A user of this server, to its operators.</summary>
/// <param name="Email">As the identity provider confirmed it; null where it did not, and for the local user.</param>
/// <param name="DisabledAt">Null while the user may sign in.</param>
public sealed record User(
    Guid Id,
    string Name,
    string? Email,
    [property: ValuesOf(typeof(UserRoles))] string Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt);

/// <summary>The change of a user, at least one field: an omitted or null field keeps its value.</summary>
public sealed record UserRequest
{
    /// <summary><c>user</c> or <c>operator</c>.</summary>
    [ValuesOf(typeof(UserRoles))]
    public string? Role { get; init; }

    /// <summary>True signs the user out everywhere and refuses the tokens; syncs go on.</summary>
    public bool? Disabled { get; init; }
}

/// <summary>An invitation that no one has used.</summary>
/// <param name="Note">For whom it is.</param>
public sealed record Invitation(
    Guid Id,
    string Note,
    [property: ValuesOf(typeof(UserRoles))] string Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt);

/// <summary>A new invitation, the only time that its code is shown.</summary>
/// <param name="Code">Works once.</param>
/// <param name="Path">The page of this server that takes the code: behind its address it is the link to send.</param>
public sealed record NewInvitation(
    Guid Id,
    string Note,
    [property: ValuesOf(typeof(UserRoles))] string Role,
    string Code,
    string Path,
    DateTimeOffset ExpiresAt);

/// <summary>The invitation to make. Unknown fields are refused.</summary>
public sealed record InvitationRequest
{
    /// <summary>For whom it is, on one line.</summary>
    [Required, Length(1, 100)]
    public string? Note { get; init; }

    /// <summary><c>user</c> when left out.</summary>
    [ValuesOf(typeof(UserRoles))]
    public string? Role { get; init; }
}
