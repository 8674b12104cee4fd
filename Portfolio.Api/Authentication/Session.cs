using System.Globalization;
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
    private const string End = "end";

    public static void AddSessions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("portfolio-sync");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SessionKeys>();
        builder.Services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<TokenOptions>>(Configure);
    }

    /// <param name="from">
    /// The time of its start or renewal: it ends <see cref="TokenOptions.SessionAge"/> later.
    /// </param>
    public static ClaimsPrincipal Of(LocalToken token, TokenOptions options, DateTimeOffset from) =>
        new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, options.UserId.ToString()),
            new Claim(Stamp, token.Stamp),
            new Claim(End, (from + options.SessionAge).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme));

    /// <summary>Open pages call this too: their cookie was checked only when they were opened.</summary>
    public static bool IsCurrent(ClaimsPrincipal user, LocalToken token, DateTimeOffset now) =>
        user.HasClaim(Stamp, token.Stamp)
        && long.TryParse(user.FindFirstValue(End), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && now.ToUnixTimeSeconds() < end;

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<TokenOptions> options)
    {
        cookie.Cookie.Name = "portfolio-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Value.SessionAge;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SignInPage;
        cookie.ReturnUrlParameter = "to";
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var (token, options) = (
            services.GetRequiredService<LocalToken>(), services.GetRequiredService<IOptions<TokenOptions>>().Value);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Principal is not { } user || !IsCurrent(user, token, now))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
        else if (!IsCurrent(user, token, now + (options.SessionAge / 2)))
        {
            // By hand and not by the cookie's own sliding, which would keep the old end.
            context.ReplacePrincipal(Of(token, options, now));
            context.ShouldRenew = true;
        }
    }
}
