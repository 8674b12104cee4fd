using Microsoft.Extensions.Options;

namespace Portfolio.Api.Authentication;

/// <summary>Section <c>Authentication</c>: the one local user and the token that stands for them.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Authentication";

    /// <summary>Where the token is kept. Generated there, readable by its owner only, at the first start.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The token itself, for deployments that keep secrets elsewhere; wins over the file.</summary>
    public string? Token { get; init; }

    /// <summary>Whose rows the local user's are.</summary>
    public Guid UserId { get; init; } = new("01900000-0000-7000-8000-000000000001");
}

internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options) => options switch
    {
        { Token: { Length: < 32 } } => ValidateOptionsResult.Fail(
            "Authentication:Token is shorter than 32 characters. Make one with: openssl rand -hex 32"),
        { Token: null, TokenFile: null or "" } => ValidateOptionsResult.Fail(
            "Authentication:TokenFile is missing. Name a file for the local user's access token; it is made at the first start."),
        _ when options.UserId == Guid.Empty => ValidateOptionsResult.Fail(
            "Authentication:UserId must not be the empty id."),
        _ => ValidateOptionsResult.Success,
    };
}
