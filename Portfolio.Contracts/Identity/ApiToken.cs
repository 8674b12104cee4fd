using System.ComponentModel.DataAnnotations;
using Portfolio.Contracts.Answers;

namespace Portfolio.Contracts.Identity;

/// <summary>A token of a program, without the token itself.</summary>
/// <param name="Hint">The token's last four characters.</param>
/// <param name="LastUsedAt">To within a minute; null when it was never used.</param>
/// <param name="LastUsedFrom">The address of the last use; null when it was never used.</param>
public sealed record ApiToken(
    Guid Id,
    string Name,
    [property: ValuesOf(typeof(AccessScopes))] string Scope,
    string Hint,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? LastUsedFrom);

/// <summary>A new token, the only time that it is shown.</summary>
/// <param name="Token">Goes behind <c>Authorization: Bearer</c>. It is kept nowhere as it is.</param>
public sealed record NewApiToken(
    Guid Id,
    string Name,
    [property: ValuesOf(typeof(AccessScopes))] string Scope,
    string Token,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt);

/// <summary>The token to make. Unknown fields are refused.</summary>
public sealed record ApiTokenRequest
{
    /// <summary>Which program has it, on one line.</summary>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary><c>read</c>; <c>sync</c>, which requests syncs too; <c>manage</c>, which changes things too.</summary>
    [Required, ValuesOf(typeof(AccessScopes))]
    public string? Scope { get; init; }

    /// <summary>90 when left out.</summary>
    [Range(1, 366)]
    public int? ExpiresInDays { get; init; }
}

/// <summary>The caller.</summary>
/// <param name="Email">As the identity provider told it; null for the local user.</param>
/// <param name="Scope">Of the token that asks.</param>
/// <param name="Currency">In which the pages show values: <c>USD</c>, <c>EUR</c>, <c>BTC</c>.</param>
/// <param name="SyncIntervalMinutes">The form for a new connection begins with it.</param>
public sealed record CurrentAccess(
    Guid Id,
    string Name,
    string? Email,
    [property: ValuesOf(typeof(UserRoles))] string Role,
    [property: ValuesOf(typeof(AccessScopes))] string Scope,
    string Currency,
    int SyncIntervalMinutes);
