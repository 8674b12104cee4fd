using Microsoft.AspNetCore.Authentication;

namespace Portfolio.Api.Authentication;

internal static class AuthenticationRegistration
{
    private const string ByPath = "ByPath";

    /// <summary>
    /// Every route needs a user, unless it is open to anyone. Programs send a token with each request, pages a session
    /// cookie; neither is accepted where the other belongs, so no other site can use the cookie on the API.
    /// </summary>
    public static void AddSignIn(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<TokenOptions, TokenOptionsValidator>()
            .BindConfiguration(TokenOptions.Section);
        builder.Services.AddSingleton<LocalToken>();
        builder.Services.AddSingleton<LocalUser>();
        builder.Services.AddSingleton<SignInHandler>();
        builder.Services.AddSingleton<SignInAttempts>();
        var hasProvider = builder.Configuration.GetSection(TokenOptions.Section).Get<TokenOptions>()?.Mode
            is SignInMode.Oidc;
        var schemes = builder.Services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, null, scheme =>
                scheme.ForwardDefaultSelector = http => SchemeOf(http.Request, hasProvider))
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null)
            .AddCookie(Session.Scheme);
        if (hasProvider)
            schemes.AddOidc();
        builder.AddSessions();
        builder.Services.AddAccessRules();
    }

    private static string SchemeOf(HttpRequest request, bool hasProvider)
    {
        if (!IsForPrograms(request))
            return Session.Scheme;

        // Tokens of a provider have three parts; ours have one.
        return hasProvider && request.Headers.Authorization.ToString().Contains('.')
            ? Oidc.ForPrograms
            : BearerHandler.Name;
    }

    /// <summary>True for paths that are answered in the envelope and not with a page.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        || request.Path.StartsWithSegments("/metrics")
        || request.Path.StartsWithSegments("/openapi")
        || request.Path.StartsWithSegments("/health")
        || HasToken(request);

    /// <summary>Or something in its place.</summary>
    public static bool HasToken(HttpRequest request) => request.Headers.Authorization.Count > 0;
}
