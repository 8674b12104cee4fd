using Microsoft.Extensions.Options;

namespace Portfolio.Api.Authentication;

/// <summary>Section <c>Authentication</c>: the way to sign in, and the sessions of browsers.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Authentication";

    public SignInMode Mode { get; init; } = SignInMode.Local;

    /// <summary>The identity provider of the mode <see cref="SignInMode.Oidc"/>.</summary>
    public OidcOptions Oidc { get; init; } = new();

    /// <summary>The token's file. Generated there, readable by its owner only, at the first start.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The token itself, for deployments that keep secrets elsewhere; wins over the file.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The directory of the keys that seal the pages' sessions, so that sessions outlive a restart; when left out,
    /// <c>session-keys</c> beside the token file, and only in memory where there is none.
    /// </summary>
    public string? SessionKeys { get; init; }

    /// <summary>
    /// The life of a session after a page was last opened in it, to within an hour or a tenth of it: five minutes to
    /// a year.
    /// </summary>
    public TimeSpan SessionAge { get; init; } = TimeSpan.FromDays(14);

    /// <summary>The life of a session in all, however much it is used: up to a year.</summary>
    public TimeSpan SessionAgeAtMost { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The owner of the local user's rows.</summary>
    public Guid UserId { get; init; } = new("01900000-0000-7000-8000-000000000001");

    /// <summary>Null: in memory.</summary>
    internal DirectoryInfo? SessionKeysDirectory => SessionKeys is { Length: > 0 } named
        ? new DirectoryInfo(named)
        : Token is null && TokenFile is { Length: > 0 } file
            && Path.GetDirectoryName(Path.GetFullPath(file)) is { } beside
            ? new DirectoryInfo(Path.Combine(beside, "session-keys"))
            : null;
}

internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options) => options switch
    {
        { Mode: SignInMode.Oidc, Oidc.Problem: { } problem } => ValidateOptionsResult.Fail(problem),
        { Token: { Length: < 32 } } => ValidateOptionsResult.Fail(
            "Authentication:Token is shorter than 32 characters. Make one with: openssl rand -hex 32"),
        { Mode: SignInMode.Local, Token: null, TokenFile: null or "" } => ValidateOptionsResult.Fail(
            "Authentication:TokenFile is missing. Name a file for the local user's access token; it is made at the "
            + "first start."),
        { SessionAge: var age } when age < TimeSpan.FromMinutes(5) || age > TimeSpan.FromDays(365) =>
            ValidateOptionsResult.Fail("Authentication:SessionAge must be from 00:05:00 to 365.00:00:00."),
        { SessionAgeAtMost: var age } when age < options.SessionAge || age > TimeSpan.FromDays(365) =>
            ValidateOptionsResult.Fail(
                "Authentication:SessionAgeAtMost must be from Authentication:SessionAge to 365.00:00:00."),
        _ when options.UserId == Guid.Empty => ValidateOptionsResult.Fail(
            "Authentication:UserId must not be the empty id."),
        _ => ValidateOptionsResult.Success,
    };
}
