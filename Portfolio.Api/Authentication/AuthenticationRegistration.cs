using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Portfolio.Api.Authentication;

internal static class AuthenticationRegistration
{
    /// <summary>Every route needs the token, unless it says that anyone may ask.</summary>
    public static void AddLocalUser(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<TokenOptions, TokenOptionsValidator>()
            .BindConfiguration(TokenOptions.Section);
        builder.Services.AddSingleton<LocalToken>();
        builder.Services.AddAuthentication(BearerHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null);
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
