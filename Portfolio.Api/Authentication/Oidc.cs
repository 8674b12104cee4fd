using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portfolio.Api.Authentication;

/// <summary>
/// The two ways of an identity provider: people sign in on its page by the authorization code flow with PKCE, programs
/// send its access tokens.
/// </summary>
internal static class Oidc
{
    public const string ForPages = "OidcPages";
    public const string ForPrograms = "OidcPrograms";
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>The shortest time between two readings of the provider's keys because of an unknown one.</summary>
    private static readonly TimeSpan ReadKeysAtMostEvery = TimeSpan.FromSeconds(30);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddOidc(this AuthenticationBuilder schemes)
    {
        schemes.AddOpenIdConnect(ForPages, _ => { });
        schemes.AddJwtBearer(ForPrograms, _ => { });
        schemes.Services.AddSingleton<OidcSignIn>();
        schemes.Services.AddSingleton<OidcTokens>();
        schemes.Services.AddSingleton<OidcMetadata>();
        schemes.Services.AddOptions<OpenIdConnectOptions>(ForPages)
            .Configure<IOptions<TokenOptions>, OidcSignIn>((pages, options, signIn) =>
                Configure(pages, options.Value.Oidc, signIn))
            .PostConfigure<OidcMetadata>((pages, metadata) => pages.ConfigurationManager = metadata.ReadBy(
                pages.Backchannel, pages.MetadataAddress ?? "", pages.RequireHttpsMetadata, pages.RefreshInterval));
        schemes.Services.AddOptions<JwtBearerOptions>(ForPrograms)
            .Configure<IOptions<TokenOptions>, OidcTokens>((programs, options, tokens) =>
                Configure(programs, options.Value.Oidc, tokens))
            .PostConfigure<OidcMetadata>((programs, metadata) => programs.ConfigurationManager = metadata.ReadBy(
                programs.Backchannel, programs.MetadataAddress, programs.RequireHttpsMetadata,
                programs.RefreshInterval));
    }

    private static void Configure(OpenIdConnectOptions pages, OidcOptions options, OidcSignIn signIn)
    {
        pages.Authority = options.Authority;
        pages.RequireHttpsMetadata = !options.IsPlainLoopback;
        pages.ClientId = options.ClientId;
        pages.ClientSecret = options.ClientSecret;
        pages.ResponseType = OpenIdConnectResponseType.Code;
        pages.ResponseMode = OpenIdConnectResponseMode.Query;
        pages.CallbackPath = CallbackPath;
        pages.SignInScheme = Session.Scheme;
        pages.MapInboundClaims = false;
        pages.GetClaimsFromUserInfoEndpoint = true;
        pages.ClaimActions.MapJsonKey("email_verified", "email_verified");
        pages.TokenValidationParameters.ValidAlgorithms = Algorithms;
        pages.RefreshInterval = ReadKeysAtMostEvery;
        pages.Scope.Clear();
        foreach (var scope in options.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            pages.Scope.Add(scope);
        // The provider sends the browser back by a link, which takes these cookies along only if they are lax.
        pages.CorrelationCookie.SameSite = SameSiteMode.Lax;
        pages.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        pages.NonceCookie.SameSite = SameSiteMode.Lax;
        pages.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        pages.Events.OnTicketReceived = signIn.LetInAsync;
        pages.Events.OnRemoteFailure = signIn.FailAsync;
    }

    private static void Configure(JwtBearerOptions programs, OidcOptions options, OidcTokens tokens)
    {
        programs.Authority = options.Authority;
        programs.RequireHttpsMetadata = !options.IsPlainLoopback;
        programs.MapInboundClaims = false;
        programs.RefreshInterval = ReadKeysAtMostEvery;
        programs.TokenValidationParameters.ValidAlgorithms = Algorithms;
        programs.TokenValidationParameters.ValidAudience = options.Audience;
        programs.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
        programs.Events = new JwtBearerEvents
        {
            OnMessageReceived = tokens.ReceiveAsync,
            OnTokenValidated = tokens.LetInAsync,
            OnChallenge = tokens.RefuseAsync,
        };
    }
}
