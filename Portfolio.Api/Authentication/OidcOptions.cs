namespace Portfolio.Api.Authentication;

/// <summary>How people sign in.</summary>
internal enum SignInMode
{
    /// <summary>One user, by a link that this server prints or by the access token.</summary>
    Local,

    /// <summary>Many users, by an identity provider that speaks OpenID Connect.</summary>
    Oidc,
}

/// <summary>Section <c>Authentication:Oidc</c>: the identity provider.</summary>
internal sealed class OidcOptions
{
    /// <summary>The issuer's address, as the provider's discovery document is found below it.</summary>
    public string? Authority { get; init; }

    /// <summary>The issuer in the provider's metadata and tokens, where it is not <see cref="Authority"/>.</summary>
    public string? Issuer { get; init; }

    public string? ClientId { get; init; }

    /// <summary>Left out for a public client: every sign-in is protected by PKCE.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>
    /// The audience of the provider's tokens that programs may call the API with. Without it none is accepted.
    /// </summary>
    public string? Audience { get; init; }

    /// <summary>The provider's name on the sign-in page.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Asked of the provider at a sign-in, separated by blanks.</summary>
    public string Scopes { get; init; } = "openid profile email";

    /// <summary>Subjects or confirmed e-mail addresses of people who are operators, separated by commas.</summary>
    public string? Operators { get; init; }

    /// <summary>
    /// How long a sign-in is recent enough for new keys, new tokens, and deletions that are final; then the provider
    /// asks the person again.
    /// </summary>
    public TimeSpan SignInAgainAfter { get; init; } = TimeSpan.FromMinutes(15);

    public SignUp SignUp { get; init; } = SignUp.Invited;

    /// <summary>Null when the section can be used.</summary>
    public string? Problem => this switch
    {
        _ when !Uri.TryCreate(Authority, UriKind.Absolute, out _) =>
            "Authentication:Oidc:Authority must be the issuer's address, such as https://id.example/realms/home.",
        _ when new Uri(Authority).Scheme != Uri.UriSchemeHttps && !IsPlainLoopback =>
            "Authentication:Oidc:Authority must begin with https, unless the provider is on this machine.",
        { Issuer.Length: > 0 } when !Uri.TryCreate(Issuer, UriKind.Absolute, out _) =>
            "Authentication:Oidc:Issuer must be the address that the provider's metadata name as its issuer.",
        { ClientId: null or "" } =>
            "Authentication:Oidc:ClientId is missing. Register a client at the identity provider, with this server's "
            + $"address and {Oidc.CallbackPath} behind it as the redirect address.",
        { SignInAgainAfter: var age } when age < TimeSpan.FromMinutes(1) || age > TimeSpan.FromDays(365) =>
            "Authentication:Oidc:SignInAgainAfter must be from 00:01:00 to 365.00:00:00.",
        _ when !Scopes.Split(' ').Contains("openid") =>
            "Authentication:Oidc:Scopes must contain openid, as in: openid profile email",
        _ => null,
    };

    /// <summary>True for a provider on this machine, whose address needs no TLS.</summary>
    public bool IsPlainLoopback => Uri.TryCreate(Authority, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;

    public string? ExpectedIssuer => Issuer is { Length: > 0 } named ? named : Authority;

    /// <summary>
    /// True for the issuer of the settings, letter by letter. A slash at the end does not count: providers have it in
    /// the issuer (Auth0), and people leave it out of an address.
    /// </summary>
    public bool IsIssuer(string? named) =>
        named is { Length: > 0 } && WithoutSlash(named) == WithoutSlash(ExpectedIssuer ?? "");

    private static string WithoutSlash(string issuer) => issuer.EndsWith('/') ? issuer[..^1] : issuer;

    /// <summary>True for a person whom <see cref="Operators"/> names.</summary>
    /// <param name="email">Null unless the provider says that it is confirmed.</param>
    public bool IsOperator(string subject, string? email) =>
        (Operators ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(
            named => named == subject || string.Equals(named, email, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Who may sign in for the first time.</summary>
internal enum SignUp
{
    /// <summary>People with an operator's invitation.</summary>
    Invited,

    /// <summary>Everyone whom the provider lets in.</summary>
    Anyone,
}
