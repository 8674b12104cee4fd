using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Portfolio.Tests.Identity;

/// <summary>
/// A real OpenID provider with one client. Each visitor of its sign-in address is <see cref="Person"/>, without being
/// asked.
/// </summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "portfolio-sync";
    public const string ClientSecret = "the-secret-of-the-client-in-these-tests";
    public const string Audience = "https://portfolio.example/api";

    private readonly WebApplication app;
    private readonly string? issuer;

    private IdentityProvider(WebApplication app, string? issuer)
    {
        this.app = app;
        this.issuer = issuer;
    }

    /// <summary>Who is signed in at the provider; null: the person gives up there.</summary>
    public Person? Person { get; set; } = new("ann", "Ann", "ann@example.com");

    /// <summary>When the person has answered to the provider.</summary>
    public Func<DateTimeOffset> AnsweredAt { get; set; } = () => DateTimeOffset.UtcNow;

    /// <summary>Of another site than the product's, which is at 127.0.0.1.</summary>
    public string Address => app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>As it stands in its metadata and its tokens.</summary>
    public string Issuer => issuer ?? $"{Address}/";

    /// <summary>The settings of an API whose people sign in here.</summary>
    public string[] Settings =>
    [
        "--Authentication:Mode=Oidc",
        $"--Authentication:Oidc:Authority={Address}",
        $"--Authentication:Oidc:ClientId={ClientId}",
        $"--Authentication:Oidc:ClientSecret={ClientSecret}",
        $"--Authentication:Oidc:Audience={Audience}",
        "--Authentication:Oidc:DisplayName=Home",
    ];

    /// <summary>The key that signs tokens now.</summary>
    public SigningCredentials Key => Options.SigningCredentials[0];

    private OpenIddictServerOptions Options =>
        app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

    /// <param name="issuer">Null: its address.</param>
    public static async Task<IdentityProvider> StartAsync(string? issuer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            Configure(server);
            server.Configure(options => options.Issuer = issuer is null ? null : new Uri(issuer));
        });
        var app = builder.Build();
        var provider = new IdentityProvider(app, issuer);
        app.MapMethods("/authorize", ["GET"], provider.Authorize);
        await app.StartAsync(Cancel);
        return provider;
    }

    /// <summary>Signs with a new key from now on. The old one is gone.</summary>
    public void RollOver() => Options.SigningCredentials[0] = NewKey();

    /// <summary>A token such as a program gets for the API.</summary>
    /// <param name="change">What is different about it.</param>
    public string AccessToken(Action<SecurityTokenDescriptor>? change = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = Key,
            TokenType = "at+jwt",
            Claims = new Dictionary<string, object> { ["sub"] = Person?.Subject ?? "" },
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler().CreateToken(token);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static SigningCredentials NewKey() => new(
        new RsaSecurityKey(RSA.Create(2048)) { KeyId = $"{Guid.NewGuid():n}" }, SecurityAlgorithms.RsaSha256);

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode();
        server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Profile, Scopes.Email);
        server.Configure(options => options.SigningCredentials.Add(NewKey()));
        server.AddEphemeralEncryptionKey().DisableAccessTokenEncryption();
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            if (request.ClientId is not ClientId || request.RedirectUri?.EndsWith("/sign-in/callback") is not true)
                request.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            if (request.ClientId is not ClientId || request.ClientSecret is not ClientSecret)
                request.Reject(Errors.InvalidClient);
            return default;
        }));
    }

    private IResult Authorize(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest();
        if (Person is not { } person)
        {
            return Results.Forbid(
                new Microsoft.AspNetCore.Authentication.AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied,
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        var identity = new ClaimsIdentity("person", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.Name, person.Name)
            .SetClaim(Claims.Email, person.Email).SetClaim(Claims.EmailVerified, person.IsEmailVerified)
            .SetClaim(Claims.AuthenticationTime, AnsweredAt().ToUnixTimeSeconds())
            .SetScopes(request?.GetScopes() ?? []).SetResources(Audience)
            .SetDestinations(_ => [Destinations.IdentityToken]);
        return Results.SignIn(
            new ClaimsPrincipal(identity),
            authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}

/// <summary>A person at the provider.</summary>
internal sealed record Person(string Subject, string Name, string Email, bool IsEmailVerified = true);
