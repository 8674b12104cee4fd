using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Authentication;

/// <summary>
/// The local user in a browser: a sealed cookie that scripts cannot read and other sites cannot send. It carries the
/// token's stamp, so that a new token ends every session.
/// </summary>
internal static class Session
{
    public const string Scheme = "Session";
    public const string SignInPage = "/sign-in";
    private const string Stamp = "stamp";

    public static void AddSessions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("portfolio-sync");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SessionKeys>();
        builder.Services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<TokenOptions>>(Configure);
    }

    public static ClaimsPrincipal Of(LocalToken token, TokenOptions options) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, options.UserId.ToString()), new Claim(Stamp, token.Stamp)], Scheme));

    public static bool IsCurrent(ClaimsPrincipal user, LocalToken token) => user.HasClaim(Stamp, token.Stamp);

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<TokenOptions> options)
    {
        cookie.Cookie.Name = "portfolio-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Value.SessionAge;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInPage;
        cookie.ReturnUrlParameter = "to";
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var token = context.HttpContext.RequestServices.GetRequiredService<LocalToken>();
            if (context.Principal is { } user && IsCurrent(user, token))
                return;

            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        };
    }
}
