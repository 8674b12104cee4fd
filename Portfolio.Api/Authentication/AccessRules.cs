using Microsoft.AspNetCore.Authorization;
using Portfolio.Contracts.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>Who may call a route. Each route needs a user and a scope, whatever else is said of it.</summary>
internal static class AccessRules
{
    /// <summary>For operators alone.</summary>
    public const string Operators = "Operators";

    /// <summary>For people, and programs with a person's own rights: not for tokens that a user has made.</summary>
    public const string People = "People";

    public static void AddAccessRules(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ForbiddenAnswer>();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(Rule().Build())
            .SetFallbackPolicy(Rule().Build())
            .AddPolicy(Operators, Rule().AddRequirements(new OperatorRequirement()).Build())
            .AddPolicy(People, Rule().AddRequirements(new PersonRequirement()).Build());
    }

    /// <summary>The scope of a route that neither only reads nor needs every right.</summary>
    public static TBuilder NeedsScope<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new NeededScope(scope));

    private static AuthorizationPolicyBuilder Rule() =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new ScopeRequirement());
}

/// <param name="Scope">One of <see cref="AccessScopes"/>.</param>
internal sealed record NeededScope(string Scope)
{
    /// <summary>Of a route that names none: reading needs the narrowest, everything else the widest.</summary>
    public static string Of(Endpoint? endpoint, string method) =>
        endpoint?.Metadata.GetMetadata<NeededScope>()?.Scope
        ?? (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? AccessScopes.Read : AccessScopes.Manage);
}

internal sealed record ScopeRequirement : IAuthorizationRequirement;

internal sealed class ScopeHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        // Parts of a page are no routes; the page was.
        var covered = context.Resource is not HttpContext http || AccessScopes.Covers(
            Caller.ScopeOf(context.User), NeededScope.Of(http.GetEndpoint(), http.Request.Method));
        if (covered)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

internal sealed class OperatorRequirement : AuthorizationHandler<OperatorRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context, OperatorRequirement requirement)
    {
        if (Caller.IsOperator(context.User))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

internal sealed class PersonRequirement : AuthorizationHandler<PersonRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PersonRequirement requirement)
    {
        if (Caller.WayOf(context.User) is Caller.BySession or Caller.ByAccessToken)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
